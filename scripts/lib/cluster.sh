# What the scripts for kind and k3d have in common: everything but create_cluster, load_archive and delete_cluster. Sourced.
# shellcheck shell=bash

source "$(dirname "${BASH_SOURCE[0]}")/options.sh"

runs() { [[ -e $kubeconfig ]] && kubectl get --raw /readyz --request-timeout 5s >/dev/null 2>&1; }

# Creates the cluster unless it runs, and gives its nodes the image.
cluster_up() {
  need "${KUBECTL:-kubectl}" KUBECTL
  if runs; then
    echo "cluster $name runs" >&2
  else
    mkdir -p "$(dirname "$kubeconfig")"
    if [[ -n $cluster_script ]]; then
      local made
      made=$("$cluster_script" up "$name" "$workers")
      cp "$made" "$kubeconfig"
    else
      create_cluster
    fi
    chmod 600 "$kubeconfig"
  fi
  kubectl wait --for=condition=Ready nodes --all --timeout 120s >&2
  load_image
  echo "$kubeconfig"
}

load_image() {
  if [[ -z $image_archive ]]; then
    image_archive=$root/artifacts/image.tar
    "$root/scripts/build-image.sh" --output "$image_archive" --image "$image"
  fi
  if [[ -n $cluster_script ]]; then
    docker load -q -i "$image_archive" >&2
    "$cluster_script" load "$name" "$image" >&2
  else
    load_archive
  fi
}

cluster_down() {
  if [[ -n $cluster_script ]]; then "$cluster_script" down "$name" >&2; else delete_cluster; fi
  rm -f "$kubeconfig"
}

# Runs the end-to-end tests, and takes the cluster down afterwards if it was not there before.
cluster_test() {
  need "${DOTNET:-dotnet}" DOTNET
  runs && keep=true
  $keep || trap cluster_down EXIT
  cluster_up >/dev/null
  local options=()
  [[ -z $filter ]] || options=(--filter "$filter")
  KUBECTL=${KUBECTL:-kubectl} DOCKER=${DOCKER:-docker} CLUSTERPROBE_E2E_KUBECONFIG=$kubeconfig CLUSTERPROBE_E2E_REQUIRED=true CLUSTERPROBE_E2E_IMAGE=$image \
    "${DOTNET:-dotnet}" test --project "$root/tests/ClusterProbe.EndToEndTests" "${options[@]}"
}
