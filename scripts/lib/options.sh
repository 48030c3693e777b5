# Settings that all cluster scripts share: each is an option or an environment variable. Sourced.
# shellcheck shell=bash disable=SC2034  # used by those who source this

usage() {
  cat >&2 <<'TEXT'
  --name NAME             the cluster's name                   CLUSTERPROBE_CLUSTER           clusterprobe
  --workers N             worker nodes beside the first one    CLUSTERPROBE_WORKERS           2
  --kubeconfig FILE       where its kubeconfig is kept         CLUSTERPROBE_KUBECONFIG        artifacts/NAME.kubeconfig
  --node-image IMAGE      the nodes' image                     CLUSTERPROBE_NODE_IMAGE        the tool's own
  --image NAME:TAG        ClusterProbe's image                 CLUSTERPROBE_IMAGE             ghcr.io/clusterprobe/clusterprobe:0.1.0
  --image-archive FILE    a file with that image               CLUSTERPROBE_IMAGE_ARCHIVE     built by build-image.sh
  --cluster-script FILE   creates, loads and deletes instead   CLUSTERPROBE_CLUSTER_SCRIPT    none
                          (FILE up NAME WORKERS prints a kubeconfig's path; FILE load NAME IMAGE; FILE down NAME)
  --filter FILTER         which tests to run                   CLUSTERPROBE_TEST_FILTER       all
  --keep                  leave the cluster running            CLUSTERPROBE_KEEP=true
  Programs:               KIND, K3D, KUBECTL, DOCKER, DOTNET   their names on the PATH
Your own kubeconfig and its current context are never touched.
TEXT
  exit 2
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
name=${CLUSTERPROBE_CLUSTER:-clusterprobe}
workers=${CLUSTERPROBE_WORKERS:-2}
kubeconfig=${CLUSTERPROBE_KUBECONFIG:-}
node_image=${CLUSTERPROBE_NODE_IMAGE:-}
image=${CLUSTERPROBE_IMAGE:-ghcr.io/clusterprobe/clusterprobe:0.1.0}
image_archive=${CLUSTERPROBE_IMAGE_ARCHIVE:-}
cluster_script=${CLUSTERPROBE_CLUSTER_SCRIPT:-}
filter=${CLUSTERPROBE_TEST_FILTER:-}
keep=${CLUSTERPROBE_KEEP:-false}
while (($# > 0)); do
  case $1 in
  --keep) keep=true; shift; continue ;;
  --name | --workers | --kubeconfig | --node-image | --image | --image-archive | --cluster-script | --filter)
    (($# > 1)) || usage
    option=${1#--}
    printf -v "${option//-/_}" %s "$2"
    shift 2
    ;;
  *) usage ;;
  esac
done
kubeconfig=${kubeconfig:-$root/artifacts/$name.kubeconfig}
kubectl() { command "${KUBECTL:-kubectl}" --kubeconfig "$kubeconfig" "$@"; }
docker() { command "${DOCKER:-docker}" "$@"; }
need() { command -v "$1" >/dev/null || { echo "$1 is missing; install it, or name it with $2" >&2; exit 1; }; }
