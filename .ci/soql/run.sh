#!/usr/bin/env bash
# Lets soql-parser-js judge the queries that the tests left in a folder: .ci/soql/run.sh FOLDER
set -euo pipefail
folder=$(cd "$1" && pwd)
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund --silent
node check.mjs "$folder"
