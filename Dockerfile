# With BuildKit (Docker 20.10 or later, buildah); nothing but the base images is pulled. For both architectures, with where it came
# from and the date of the commit on every file, so that the same source on the same base images gives the same image, bit for bit:
#
#   docker buildx build --platform linux/amd64,linux/arm64 --provenance=mode=max \
#     --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) --output type=image,name=IMAGE,push=true,rewrite-timestamp=true .
#
# The program's bill of materials is in the image, beside the program; --sbom=true attests the base image's too, by a scanner that is pulled.
# The base images are arguments, so that a mirror or a digest can be named: --build-arg SDK_IMAGE=registry.example/dotnet/sdk@sha256:…
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled

# Compiles on the machine's own architecture, for the image's: emulating a compiler takes far longer.
FROM --platform=${BUILDPLATFORM} ${SDK_IMAGE} AS build
ARG BUILDARCH
ARG TARGETARCH
RUN set -eu; \
    packages="clang jq zlib1g-dev"; \
    case $BUILDARCH-$TARGETARCH in \
    amd64-arm64) packages="$packages gcc-aarch64-linux-gnu libc6-dev-arm64-cross" ;; \
    arm64-amd64) packages="$packages gcc-x86-64-linux-gnu libc6-dev-amd64-cross" ;; \
    esac; \
    apt-get update; \
    apt-get install -y --no-install-recommends $packages; \
    rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN set -eu; \
    case $TARGETARCH in \
    arm64) runtime=linux-arm64 prefix=aarch64-linux-gnu- ;; \
    amd64) runtime=linux-x64 prefix=x86_64-linux-gnu- ;; \
    esac; \
    [ "$BUILDARCH" != "$TARGETARCH" ] || prefix=; \
    dotnet publish src/ClusterProbe -c Release -r "$runtime" -o /app \
      -p:ContinuousIntegrationBuild=true -p:DebugType=none -p:StripSymbols=true ${prefix:+-p:ObjCopyName=${prefix}objcopy}; \
    scripts/sbom.sh src/ClusterProbe/obj/project.assets.json >/app/clusterprobe.cdx.json

FROM ${RUNTIME_IMAGE}
COPY --from=build /app/clusterprobe /app/clusterprobe.cdx.json /app/
USER 65532:65532
ENTRYPOINT ["/app/clusterprobe"]
