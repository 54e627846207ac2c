#!/bin/sh
# Writes the tables of Kustomize (field specs, kind order, patch schemas, scopes) into runner/core's resources.
# Needs Go. The versions here and in kustomize-tables/go.mod are those of the Kustomize that we behave as: 5.7.1.
set -eu
cd "$(dirname "$0")/kustomize-tables"
target="$(cd ../../.. && pwd)/runner/core/src/main/resources/dev/sluice/kustomize"
mkdir -p "$target"
api="$(go mod download -json sigs.k8s.io/kustomize/api@v0.20.1 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')"
go run . "$api" "$target"
