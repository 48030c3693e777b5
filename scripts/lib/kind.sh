# Creating, loading and deleting with kind. Sourced.
# shellcheck shell=bash disable=SC2154  # the settings of options.sh

source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

create_cluster() {
  need "${KIND:-kind}" KIND
  if "${KIND:-kind}" get clusters 2>/dev/null | grep -qxF "$name"; then
    "${KIND:-kind}" export kubeconfig --name "$name" --kubeconfig "$kubeconfig" >&2
    return
  fi
  {
    printf 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: control-plane\n'
    for ((i = 0; i < workers; i++)); do echo '- role: worker'; done
  } | "${KIND:-kind}" create cluster --name "$name" --kubeconfig "$kubeconfig" --config - --wait 120s ${node_image:+--image "$node_image"} >&2
}

load_archive() { "${KIND:-kind}" load image-archive "$image_archive" --name "$name" >&2; }

delete_cluster() { "${KIND:-kind}" delete cluster --name "$name" --kubeconfig "$kubeconfig" >&2; }
