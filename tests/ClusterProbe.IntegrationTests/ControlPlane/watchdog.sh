#!/usr/bin/env bash
# Runs the programs that it is told on standard input, one tab-separated command line each, and says when one ends by itself.
# When the input ends, however its writer went, all of them are killed, the first one last, and the folder is removed.
set -m # each program becomes a process group of its own

folder=$1 groups=()

while IFS=$'\t' read -r -a command; do
  name=${command[0]##*/}
  {
    "${command[@]}" </dev/null >"$folder/$name.log" 2>&1
    echo "$name"
  } &
  groups=("$!" "${groups[@]}")
done

exec 2>/dev/null # the shell would report every program that it kills
for group in "${groups[@]}"; do kill -KILL -- "-$group"; done
wait
rm -rf "$folder"
