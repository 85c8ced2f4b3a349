using System.Text.Json;
using Microsoft.Playwright;

namespace RelationSync.E2E.Infrastructure;

/// <summary>Chromium's own authenticator for tests, of one page: a device whose owner agrees at once.</summary>
internal sealed class VirtualAuthenticator
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private VirtualAuthenticator(ICDPSession session, string id) => (_session, _id) = (session, id);

    public static async Task<VirtualAuthenticator> AddToAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new VirtualAuthenticator(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Its only credential, as <see cref="GiveAsync"/> takes it.</summary>
    public async Task<JsonElement> TakeAsync()
    {
        var held = await _session.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = _id });
        await _session.SendAsync("WebAuthn.clearCredentials", new() { ["authenticatorId"] = _id });
        return held!.Value.GetProperty("credentials").EnumerateArray().Single().Clone();
    }

    public Task GiveAsync(JsonElement credential) =>
        _session.SendAsync("WebAuthn.addCredential", new() { ["authenticatorId"] = _id, ["credential"] = credential });
}
