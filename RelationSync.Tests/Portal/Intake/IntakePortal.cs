using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Intake;

/// <summary>A portal with its real pipeline and one inbox, <c>support</c>, that takes operations since yesterday.</summary>
public sealed class IntakePortal : IDisposable
{
    public const string Operations = "/api/v1/inboxes/support/operations";

    private readonly string _secret = WebhookSecret.Create();

    public PortalFactory Portal { get; } = new() { HasRealIntake = true, RunsJobs = false };

    internal Inbox Inbox { get; private set; } = null!;

    public async Task StartAsync()
    {
        Inbox = await Portal.AddInboxAsync("support", _secret);
        var from = Portal.Clock.GetUtcNow().AddDays(-1);
        await Portal.Store.WriteAsync((db, token) => db.Inboxes.ExecuteUpdateAsync(s => s.SetProperty(i => i.SyncFrom, from), token), default);
    }

    public string Sent(string id, string activity = "m-1") =>
        $$"""
        {"id":"{{id}}","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{Portal.Clock.GetUtcNow():O}}",
         "operator":{"email":"sato@example.com","name":"佐藤"},
         "data":{"subject":"お見積りの件","body":"お世話になっております。","to":["大野 翼 <tsubasa.ono@mihon.example>"]} }
        """;

    public static string Body(params string[] operations) => $"{{\"operations\":[{string.Join(',', operations)}]}}";

    public Task<HttpResponseMessage> PostAsync(string body, string query = "") => SendAsync(HttpMethod.Post, $"{Operations}{query}", body, body, null);

    public Task<HttpResponseMessage> StatusAsync(string id, string? signedText = null) =>
        SendAsync(HttpMethod.Get, $"{Operations}?id={Uri.EscapeDataString(id)}", signedText ?? id, null, null);

    /// <summary>With a key instead of a signature; from this machine unless said otherwise.</summary>
    public Task<HttpResponseMessage> BearerAsync(string key, string? body = null, string query = "", string? remote = null, string scheme = "http")
    {
        var path = $"{scheme}://localhost{Operations}{query}";
        return SendAsync(body is null ? HttpMethod.Get : HttpMethod.Post, path, null, body, remote, key);
    }

    /// <summary>A new bearer key, as an administrator creates one.</summary>
    internal async Task<string> CreateKeyAsync()
    {
        var user = Portal.Store.SignIn(AccountRole.Administrator, Portal.Clock);
        return (await Portal.Services.GetRequiredService<CreateBearerKey>().RunAsync(user, Inbox.Id, default)).Value!.Secret;
    }

    internal async Task<IReadOnlyList<LoggedRequest>> LogAsync()
    {
        await Portal.Services.GetRequiredService<RequestLog>().SaveAsync(default);
        return await Portal.Services.GetRequiredService<ListRequests>().RunAsync(Inbox.Id, IntakeRequestRow.MostKept, default);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => JsonElement.Parse(await response.Content.ReadAsStringAsync());

    public void Dispose() => Portal.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? signedText, string? body, string? remote, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (signedText is not null)
        {
            var at = Portal.Clock.GetUtcNow();
            request.Headers.Add("webhook-id", "msg_1");
            request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", StandardWebhookSignature.Sign(_secret, "msg_1", at, Encoding.UTF8.GetBytes(signedText)));
        }

        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (remote is not null)
        {
            request.Headers.Add(PortalFactory.RemoteHeader, remote);
        }

        return await Portal.Browser().SendAsync(request);
    }
}
