#:package StandardWebhooks@1.1.2
// Sends one signed operation. Needs the .NET 10 SDK: dotnet run send.cs
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using StandardWebhooks;

var webhook = new StandardWebhook(Environment.GetEnvironmentVariable("RELATIONSYNC_SECRET")!); // whsec_…
var id = Guid.NewGuid().ToString(); // the operation's identity: repeat it, and it counts once
var now = DateTimeOffset.UtcNow;
var body = new JsonObject
{
    ["operations"] = new JsonArray(new JsonObject
    {
        ["id"] = id, ["type"] = "message.sent", ["channel"] = "mail", ["activity_id"] = id,
        ["occurred_at"] = now.ToString("O"),
        ["operator"] = new JsonObject { ["email"] = "misaki.sato@example.com" },
        ["data"] = new JsonObject { ["subject"] = "Your quotation", ["body"] = "Please find it attached.", ["to"] = new JsonArray("Tsubasa Ono <tsubasa.ono@example.com>") },
    }),
}.ToJsonString();

using var http = new HttpClient();
using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
content.Headers.Add("webhook-id", id);
content.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString());
content.Headers.Add("webhook-signature", webhook.Sign(id, now, body));
using var response = await http.PostAsync(Environment.GetEnvironmentVariable("RELATIONSYNC_URL"), content);
Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
return response.StatusCode == System.Net.HttpStatusCode.Accepted ? 0 : 1; // 429, 503 or no answer: repeat the same body, for at least three days
