#!/usr/bin/env bash
# Runs the end-to-end tests on a cluster of k3d, which is created for them unless it runs.
# Options: k3d-test.sh --help
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/k3d.sh"
cluster_test
