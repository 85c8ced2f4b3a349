#!/usr/bin/env bash
# Sends one signed operation. Needs bash, openssl and curl.
#   RELATIONSYNC_URL=https://sync.example.com/api/v1/inboxes/support/operations RELATIONSYNC_SECRET=whsec_… ./send.sh
set -euo pipefail

id="sample-$(openssl rand -hex 8)" # the operation's identity: repeat it, and it counts once
at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
timestamp=$(date +%s)
body='{"operations":[{"id":"'$id'","type":"message.sent","channel":"mail","activity_id":"'$id'","occurred_at":"'$at'",
  "operator":{"email":"misaki.sato@example.com"},
  "data":{"subject":"Your quotation","body":"Please find it attached.","to":["Tsubasa Ono <tsubasa.ono@example.com>"]}}]}'

# The key is what follows whsec_, decoded; what is signed is id.timestamp.body, to the byte.
key=$(printf %s "${RELATIONSYNC_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
signature=$(printf %s "$id.$timestamp.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)

# --retry repeats 429 and 503 after their Retry-After. Keep what is refused or unanswered, and repeat it for three days.
curl --silent --show-error --fail-with-body --retry 3 "$RELATIONSYNC_URL" \
  -H 'content-type: application/json' \
  -H "webhook-id: $id" \
  -H "webhook-timestamp: $timestamp" \
  -H "webhook-signature: v1,$signature" \
  --data-binary "$body"
