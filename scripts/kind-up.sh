#!/usr/bin/env bash
# Creates a cluster with kind, loads ClusterProbe's image into its nodes, and prints its kubeconfig. What runs already is kept.
# Options: kind-up.sh --help
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/kind.sh"
cluster_up
