#!/usr/bin/env bash
# Runs the samples of docs/samples against the portal that was built.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --prefix ../../docs/samples/node --ignore-scripts --no-audit --no-fund --silent
node run.mjs
