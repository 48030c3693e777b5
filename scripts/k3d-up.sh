#!/usr/bin/env bash
# Creates a cluster with k3d, loads ClusterProbe's image into its nodes, and prints its kubeconfig. What runs already is kept.
# Options: k3d-up.sh --help
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/k3d.sh"
cluster_up
