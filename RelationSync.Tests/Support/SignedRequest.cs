using System.Globalization;
using System.Text;
using RelationSync.Portal.Foundation;

namespace RelationSync.Tests.Support;

/// <summary>A request to the intake, signed as Standard Webhooks says.</summary>
internal static class SignedRequest
{
    public static HttpRequestMessage Of(string inbox, string secret, string json, DateTimeOffset at)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/inboxes/{inbox}/operations") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhookSignature.Sign(secret, "msg_1", at, bytes));
        return request;
    }
}
