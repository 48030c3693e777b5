#!/usr/bin/env bash
# Deletes a cluster of k3d, if there is one.
# Options: k3d-down.sh --help
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/k3d.sh"
cluster_down
