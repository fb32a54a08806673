#!/bin/sh
# Builds the Gin peer from Debian's Go packages, without a network once they are installed.
#
#   Benchmarks/peers/gin/build.sh [OUTPUT]     default: Benchmarks/peers/gin/gin-peer
set -eu

output=${1:-$(dirname "$0")/gin-peer}
case $output in /*) ;; *) output=$PWD/$output ;; esac
cd "$(dirname "$0")"

missing=""
command -v go >/dev/null || missing="golang-go"
[ -d /usr/share/gocode/src/github.com/gin-gonic/gin ] || missing="$missing golang-github-gin-gonic-gin-dev"
command -v wrk >/dev/null || missing="$missing wrk"
if [ -n "$missing" ]; then
    apt-get update
    # shellcheck disable=SC2086 # several names, on purpose
    apt-get install --yes --no-install-recommends $missing
fi

# Debian ships Go libraries as sources under one GOPATH, and no module cache.
GOPATH=/usr/share/gocode GO111MODULE=off GOFLAGS= go build -trimpath -ldflags "-s -w" -o "$output" .
echo "$output"
