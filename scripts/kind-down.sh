#!/usr/bin/env bash
# Deletes a cluster of kind, if there is one.
# Options: kind-down.sh --help
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/kind.sh"
cluster_down
