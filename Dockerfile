# syntax=docker/dockerfile:1
# The base images are arguments, so that a mirror can be named:
#   docker build --build-arg SDK_IMAGE=registry.example/dotnet/sdk:10.0 -t clusterprobe .
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled

FROM ${SDK_IMAGE} AS build
RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/ClusterProbe -c Release -o /app -p:DebugType=none -p:StripSymbols=true && rm -f /app/*.xml

FROM ${RUNTIME_IMAGE}
COPY --from=build /app /app
USER 65532:65532
ENTRYPOINT ["/app/clusterprobe"]
