// Sends one signed operation from Google Apps Script. Set RELATIONSYNC_URL and RELATIONSYNC_SECRET as script properties.
function sendOperation() {
  const settings = PropertiesService.getScriptProperties();
  const key = Utilities.base64Decode(settings.getProperty("RELATIONSYNC_SECRET").replace("whsec_", ""));
  const id = Utilities.getUuid(); // the operation's identity: repeat it, and it counts once
  const now = new Date();
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const body = JSON.stringify({
    operations: [{
      id, type: "message.sent", channel: "mail", activity_id: id,
      occurred_at: now.toISOString(),
      operator: { email: Session.getActiveUser().getEmail() },
      data: { subject: "Your quotation", body: "Please find it attached.", to: ["Tsubasa Ono <tsubasa.ono@example.com>"] },
    }],
  });

  const signed = Utilities.newBlob(`${id}.${timestamp}.${body}`).getBytes();
  const signature = "v1," + Utilities.base64Encode(Utilities.computeHmacSha256Signature(signed, key));
  const answer = UrlFetchApp.fetch(settings.getProperty("RELATIONSYNC_URL"), {
    method: "post",
    contentType: "application/json",
    headers: { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature },
    payload: body,
    muteHttpExceptions: true,
  });
  Logger.log("%s %s", answer.getResponseCode(), answer.getContentText()); // 429, 503: repeat the same body, for at least three days
}
