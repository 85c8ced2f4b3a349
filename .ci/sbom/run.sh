#!/usr/bin/env bash
# Makes the CycloneDX SBOM of the published build, artifacts/relationsync.cdx.json, and checks it and docs/licences.md by
# what was published. --renew writes docs/licences.md anew instead.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
published=$(mktemp -d)
trap 'rm -rf "$published"' EXIT
dotnet tool restore >/dev/null
dotnet publish RelationSync.Portal -c Release -o "$published" -v q --nologo
mkdir -p artifacts
dotnet dotnet-CycloneDX RelationSync.Portal/RelationSync.Portal.csproj --output artifacts --filename relationsync.cdx.json \
  --output-format Json --set-name RelationSync --set-type Application --disable-package-restore >/dev/null
node .ci/sbom/check.mjs artifacts/relationsync.cdx.json "$published/RelationSync.Portal.deps.json" docs/licences.md "$@"
