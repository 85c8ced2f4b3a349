// Sends one signed operation. Needs Node 20 or later and `npm install standardwebhooks`.
import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.RELATIONSYNC_SECRET); // whsec_…
const id = randomUUID(); // the operation's identity: repeat it, and it counts once
const now = new Date();
const body = JSON.stringify({
  operations: [{
    id, type: "message.sent", channel: "mail", activity_id: id,
    occurred_at: now.toISOString(),
    operator: { email: "misaki.sato@example.com" },
    data: { subject: "Your quotation", body: "Please find it attached.", to: ["Tsubasa Ono <tsubasa.ono@example.com>"] },
  }],
});

const response = await fetch(process.env.RELATIONSYNC_URL, {
  method: "POST",
  body,
  headers: {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": webhook.sign(id, now, body),
  },
});
console.log(response.status, await response.text());
process.exit(response.status === 202 ? 0 : 1); // 429, 503 or no answer: repeat the same body, for at least three days
