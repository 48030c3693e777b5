#!/usr/bin/env bash
# Prints the bill of materials (CycloneDX 1.6) of the program, and of files from Debian packages that are shipped with it.
#
#   sbom.sh PROJECT.ASSETS.JSON [FILE...]      the restored project's packages, and these files' packages
set -euo pipefail
assets=$1
shift

# With /lib being a link to /usr/lib, packages name their files either way.
# shellcheck disable=SC2016  # dpkg-query's own variables
debian() {
  local file
  for file in "$@"; do dpkg-query -S "$file" "/usr$file" "${file#/usr}" 2>/dev/null || true; done |
    sed 's/: .*//' | sort -u | xargs -r dpkg-query -W -f '${Package} ${Version} ${Architecture}\n'
}

# NuGet gives SHA-512 in base64, of which two characters are three hexadecimal digits.
debian "$@" | jq --sort-keys --raw-input --slurp --slurpfile restored "$assets" '
  def value: if . >= 97 then . - 71 elif . >= 65 then . - 65 elif . >= 48 then . + 4 elif . == 43 then 62 else 63 end;
  def digit: "0123456789abcdef"[.:. + 1];
  def hexadecimal: [explode[] | select(. != 61) | value] | [range(0; length; 2) as $i | .[$i] * 64 + .[$i + 1] | (. / 256 | floor | digit) + (. % 256 / 16 | floor | digit) + (. % 16 | digit)] | add[:128];
  [split("\n")[] | select(length > 0) | split(" ") | {
    type: "library", name: .[0], version: .[1],
    purl: "pkg:deb/debian/\(.[0])@\(.[1] | @uri)?arch=\(.[2])", "bom-ref": "pkg:deb/debian/\(.[0])@\(.[1] | @uri)"
  }] as $debian
  | $restored[0]
  | .libraries as $libraries
  | [.targets[] | to_entries[] | select(.value.type == "package" and (.value.runtime // {} | keys | any(endswith(".dll")))) | .key] | unique
  | map(. as $key | split("/") as [$name, $version] | {
      type: "library", name: $name, version: $version, purl: "pkg:nuget/\($name)@\($version)", "bom-ref": "pkg:nuget/\($name)@\($version)",
      hashes: [{ alg: "SHA-512", content: ($libraries[$key].sha512 | hexadecimal) }]
    })
  | . + [$restored[0].project.frameworks[].downloadDependencies[]? | (.version | capture("\\[(?<v>[^,]+),").v) as $version | {
      type: "library", name, version: $version, purl: "pkg:nuget/\(.name)@\($version)", "bom-ref": "pkg:nuget/\(.name)@\($version)"
    } | select(.name | test("Runtime|ILCompiler"))]
  | { bomFormat: "CycloneDX", specVersion: "1.6", version: 1,
      metadata: { component: { type: "application", name: "clusterprobe", "bom-ref": "clusterprobe" } },
      components: (. + $debian) }'
