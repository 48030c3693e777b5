# Creating, loading and deleting with k3d. Sourced.
# shellcheck shell=bash disable=SC2154  # the settings of options.sh

source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

create_cluster() {
  need "${K3D:-k3d}" K3D
  if ! "${K3D:-k3d}" cluster get "$name" >/dev/null 2>&1; then
    "${K3D:-k3d}" cluster create "$name" --agents "$workers" --wait --timeout 120s --kubeconfig-update-default=false ${node_image:+--image "$node_image"} >&2
  fi
  "${K3D:-k3d}" kubeconfig get "$name" >"$kubeconfig"
}

load_archive() { "${K3D:-k3d}" image import "$image_archive" --cluster "$name" >&2; }

delete_cluster() { "${K3D:-k3d}" cluster delete "$name" >&2; }
