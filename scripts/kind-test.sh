#!/usr/bin/env bash
# Runs the end-to-end tests on a cluster of kind, which is created for them unless it runs.
# Options: kind-test.sh --help
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/kind.sh"
cluster_test
