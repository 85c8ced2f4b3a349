#!/usr/bin/env bash
# Judges the OpenAPI document of the portal that was built.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund --silent
node check.mjs
