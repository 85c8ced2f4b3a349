"""Sends one signed operation. Needs Python 3.9 or later, nothing else."""
import base64, hashlib, hmac, json, os, sys, time, urllib.error, urllib.request, uuid
from datetime import datetime, timezone

key = base64.b64decode(os.environ["RELATIONSYNC_SECRET"].removeprefix("whsec_"))
operation_id = str(uuid.uuid4())  # the operation's identity: repeat it, and it counts once
timestamp = str(int(time.time()))
body = json.dumps({"operations": [{
    "id": operation_id, "type": "message.sent", "channel": "mail", "activity_id": operation_id,
    "occurred_at": datetime.now(timezone.utc).isoformat(),
    "operator": {"email": "misaki.sato@example.com"},
    "data": {"subject": "Your quotation", "body": "Please find it attached.", "to": ["Tsubasa Ono <tsubasa.ono@example.com>"]},
}]}).encode()

mac = hmac.new(key, f"{operation_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
request = urllib.request.Request(os.environ["RELATIONSYNC_URL"], body, {
    "content-type": "application/json",
    "webhook-id": operation_id,
    "webhook-timestamp": timestamp,
    "webhook-signature": "v1," + base64.b64encode(mac).decode(),
})
try:
    with urllib.request.urlopen(request, timeout=30) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as refused:  # 429, 503 or no answer: repeat the same body, for at least three days
    sys.exit(f"{refused.code} {refused.read().decode()}")
