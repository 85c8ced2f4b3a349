using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using RelationSync.Benchmarks.Harness;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Infrastructure;

/// <summary>An inbox made on its page, to which operations are posted with the secret that was shown once.</summary>
internal sealed class ConnectedInbox
{
    private static readonly HttpClient Http = new();

    private readonly string _portal;
    private readonly string _secret;

    private ConnectedInbox(string portal, string key, string secret) => (_portal, Key, _secret) = (portal, key, secret);

    public string Key { get; }

    public string Name => NameOf(Key);

    /// <summary>Makes it; the page then offers to connect it.</summary>
    public static async Task<ConnectedInbox> MakeAsync(IPage page, string portal)
    {
        var key = $"j-{Guid.NewGuid():N}"[..12];
        await page.GotoAsync("/inboxes/new");
        await page.GetByTestId("inbox-key").FillAsync(key);
        await page.GetByTestId("inbox-name").FillAsync(NameOf(key));
        await page.GetByTestId("inbox-save").ClickAsync();
        var secret = page.GetByTestId("inbox-secret");
        await Expect(secret).ToContainTextAsync("whsec_");
        return new ConnectedInbox(portal, key, (await secret.InnerTextAsync()).Trim());
    }

    /// <summary>One whose secret was shown elsewhere.</summary>
    public static ConnectedInbox Of(string portal, string key, string secret) => new(portal, key, secret);

    /// <summary>A mail sent just now.</summary>
    public async Task PostMailAsync(string subject, string to)
    {
        var at = TimeProvider.System.GetUtcNow();
        var id = Guid.NewGuid().ToString("N");
        var operation = new JsonObject
        {
            ["id"] = id,
            ["type"] = "message.sent",
            ["channel"] = "mail",
            ["activity_id"] = id,
            ["occurred_at"] = at.ToString("O", CultureInfo.InvariantCulture),
            ["operator"] = new JsonObject { ["email"] = Samples.Operator },
            ["data"] = new JsonObject { ["subject"] = subject, ["body"] = "本文", ["to"] = new JsonArray(to) },
        };
        var body = new JsonObject { ["operations"] = new JsonArray(operation) }.ToJsonString();
        using var request = SignedPost.Of($"{_portal}/api/v1/inboxes/{Key}/operations", _secret, Encoding.UTF8.GetBytes(body), at);
        using var answer = await Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static string NameOf(string key) => $"受信箱 {key}";
}
