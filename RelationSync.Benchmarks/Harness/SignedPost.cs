using System.Globalization;
using System.Net.Http.Headers;
using RelationSync.Portal.Foundation;

namespace RelationSync.Benchmarks.Harness;

/// <summary>A request to the intake as Re:lation signs it (Standard Webhooks).</summary>
internal static class SignedPost
{
    public static HttpRequestMessage Of(string url, string secret, byte[] bytes, DateTimeOffset at)
    {
        var id = "msg_" + Guid.NewGuid().ToString("N");
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhookSignature.Sign(secret, id, at, bytes));
        return request;
    }
}
