#!/usr/bin/env bash
# Runs the programs that it is told on standard input, one tab-separated command line each, and says when one ends by itself.
# A line "!", SIGNAL, NAME, RECEIPT sends a signal to the program of that name; one that was killed so may be started again. The file RECEIPT says that it is done.
# When the input ends, however its writer went, all of them are killed, the first one last, and the folder is removed.
set -m # each program becomes a process group of its own

folder=$1 order=()
declare -A groups

while IFS=$'\t' read -r -a command; do
  if [[ ${command[0]} == "!" ]]; then
    [[ ${command[1]} == KILL ]] && touch "$folder/${command[2]}.killed"
    kill -"${command[1]}" -- "-${groups[${command[2]}]}"
    [[ ${command[1]} == KILL ]] && wait "${groups[${command[2]}]}" 2>/dev/null
    touch "$folder/${command[3]}"
    continue
  fi
  name=${command[0]##*/}
  rm -f "$folder/$name.killed"
  {
    "${command[@]}" </dev/null >>"$folder/$name.log" 2>&1
    [[ -e "$folder/$name.killed" ]] || echo "$name"
  } &
  [[ -v groups[$name] ]] || order=("$name" "${order[@]}")
  groups[$name]=$!
done

exec 2>/dev/null # the shell would report every program that it kills
for name in "${order[@]}"; do kill -CONT -- "-${groups[$name]}"; kill -KILL -- "-${groups[$name]}"; done
wait
rm -rf "$folder"
