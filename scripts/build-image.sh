#!/usr/bin/env bash
# Assembles the container image without pulling a base image and without Docker: the program, compiled ahead of time, the few
# shared libraries that it needs, and the certificate authorities, all of them from this machine. The same input gives the same
# bytes. Where base images can be pulled, use the Dockerfile.
#
#   build-image.sh [--output FILE] [--image NAME:TAG] [--program FILE] [--load]
#
#   --output FILE      the image archive (default artifacts/image.tar), for docker load, kind load image-archive, k3d image import,
#                      ctr import; its bill of materials is beside it, FILE.cdx.json
#   --image NAME:TAG   what it is called (default ghcr.io/clusterprobe/clusterprobe:0.1.0, or CLUSTERPROBE_IMAGE)
#   --program FILE     the published program; without it, it is published from the sources (dotnet, clang)
#   --load             load it into Docker
#
# SOURCE_DATE_EPOCH is the date of everything in it; by default, the date of the commit.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=$root/artifacts/image.tar
image=${CLUSTERPROBE_IMAGE:-ghcr.io/clusterprobe/clusterprobe:0.1.0}
program=
load=false
while (($# > 0)); do
  case $1 in
  --output) output=$2; shift ;;
  --image) image=$2; shift ;;
  --program) program=$2; shift ;;
  --load) load=true ;;
  *) sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
  shift
done

case $(uname -m) in
x86_64) architecture=amd64 runtime=linux-x64 ;;
aarch64) architecture=arm64 runtime=linux-arm64 ;;
*) echo "no image for $(uname -m)" >&2; exit 1 ;;
esac
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=$work/files
mkdir -p "$files/app" "$files/etc/ssl/certs" "$work/image" "$(dirname "$output")"

if [[ -z $program ]]; then
  dotnet publish "$root/src/ClusterProbe" -c Release -r "$runtime" -o "$work/publish" -v q \
    -p:ContinuousIntegrationBuild=true -p:DebugType=none -p:StripSymbols=true >&2
  program=$work/publish/clusterprobe
fi
install -m 755 "$program" "$files/app/clusterprobe"

# What the loader finds for the program, and OpenSSL, which .NET looks for at run time.
openssl=()
for library in libssl.so.3 libcrypto.so.3; do
  openssl+=("$(ldconfig -p | awk -v name="$library" '$1 == name && !found { found = 1; print $NF }')")
done
mapfile -t libraries < <({
  ldd "$program" "${openssl[@]}" | grep -o '/[^ :]*\.so[^ :]*'
  printf '%s\n' "${openssl[@]}"
} | sort -u)
for library in "${libraries[@]}"; do
  install -D -m 755 "$(realpath "$library")" "$files$library"
done

"$root/scripts/sbom.sh" "$root/src/ClusterProbe/obj/project.assets.json" "${libraries[@]}" >"$files/app/clusterprobe.cdx.json"
install -m 644 "$(realpath /etc/ssl/certs/ca-certificates.crt)" "$files/etc/ssl/certs/ca-certificates.crt"
echo 'hosts: files dns' >"$files/etc/nsswitch.conf"
echo 'clusterprobe:x:65532:65532::/:/sbin/nologin' >"$files/etc/passwd"
echo 'clusterprobe:x:65532:' >"$files/etc/group"

# An image archive as "docker save" writes it: one layer, its configuration, and the list of both.
archive() { tar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --format=gnu --mode=go-w -C "$1" -cf - .; }
digest() { sha256sum "$1" | cut -d' ' -f1; }
archive "$files" >"$work/layer.tar"
gzip -9n <"$work/layer.tar" >"$work/image/layer.tar.gz"
jq -n --arg architecture "$architecture" --arg created "$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)" --arg layer "sha256:$(digest "$work/layer.tar")" '{
  architecture: $architecture, os: "linux", created: $created,
  config: {
    User: "65532:65532", Entrypoint: ["/app/clusterprobe"], WorkingDir: "/",
    Env: ["PATH=/app", "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"],
    Labels: { "org.opencontainers.image.title": "ClusterProbe" }
  },
  rootfs: { type: "layers", diff_ids: [$layer] },
  history: [{ created: $created, created_by: "scripts/build-image.sh" }]
}' >"$work/image/config.json"
jq -n --arg image "$image" '[{ Config: "config.json", RepoTags: [$image], Layers: ["layer.tar.gz"] }]' >"$work/image/manifest.json"
archive "$work/image" >"$output"
cp "$files/app/clusterprobe.cdx.json" "$output.cdx.json"

echo "$image: $output, $(($(stat -c %s "$work/image/layer.tar.gz") / 1000)) kB compressed, $(($(stat -c %s "$work/layer.tar") / 1000)) kB unpacked, sha256:$(digest "$output")" >&2
if $load; then "${DOCKER:-docker}" load -q -i "$output" >&2; fi
