using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Relation;

namespace RelationSync.Portal.Hosting.Demo;

/// <summary>Starts the simulator and provisions what demo mode shows, in the words of a provisioning file: what a visitor changed stays changed.</summary>
internal sealed partial class DemoPreparation(
    DemoMode mode,
    SimulatorProcess simulator,
    Provisioner provisioner,
    Store store,
    ISecretBox secrets,
    SyncSettings settings,
    IOptions<RelationApiOptions> relation,
    TimeProvider time,
    ILogger<DemoPreparation> logger)
{
    private const string Inbox = "demo";
    private const string ApiInbox = "demo-api";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!mode.HasSimulator)
        {
            return;
        }

        var secret = await SecretAsync(Inbox, cancellationToken);
        var org = await simulator.StartAsync(Inbox, secret, cancellationToken);
        LogSimulator(logger, simulator.Url);
        if (mode.IsDemo)
        {
            await ForgetSessionsAsync(cancellationToken);
            await provisioner.ApplyAsync(FileFor(org, simulator.CreateTenant(Inbox), secret, await SecretAsync(ApiInbox, cancellationToken)), cancellationToken);
            if (relation.Value.BaseUrl == RelationApiOptions.UsualBaseUrl)
            {
                // Only now is its address known.
                relation.Value.BaseUrl = $"{simulator.Url}/relation/{RelationApiOptions.Placeholder}";
            }

            LogDemo(logger);
        }
    }

    private async Task<string> SecretAsync(string inbox, CancellationToken cancellationToken)
    {
        var kept = await store.ReadAsync(
            (db, token) => db.Inboxes.Where(i => i.Key == inbox).Select(i => i.SecretProtected).SingleOrDefaultAsync(token), cancellationToken);
        return kept is null ? WebhookSecret.Create() : secrets.Unprotect(SecretKind.InboxSecret, kept);
    }

    private static byte[] FileFor(OrgCredentials org, TenantCredentials tenant, string secret, string apiSecret) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        users = new[] { DemoAccounts.Administrator, DemoAccounts.Support }
            .Select(a => new { email = a.Email, password = a.Password, role = a.Administrator ? "Administrator" : "Support" }),
        inboxes = new object[]
        {
            new { key = Inbox, name = "デモ受信箱", secret, time_zone = "Asia/Tokyo" },
            new { key = ApiInbox, name = "窓口（Re:lation API）", secret = apiSecret, time_zone = "Asia/Tokyo", source = ReadFrom(tenant) },
        },
        connections = new[] { ConnectionOf(Inbox, org), ConnectionOf(ApiInbox, org) },
    });

    private static object ReadFrom(TenantCredentials tenant) => new
    {
        message = "api",
        memo = "api",
        call = "api",
        chat = "api",
        relation = new { subdomain = Inbox, token = tenant.Token, box_id = tenant.Boxes[0].BoxId, default_operator = "sato@example.com" },
    };

    private static object ConnectionOf(string inbox, OrgCredentials org) => new
    {
        inbox,
        targets = "both",
        link_opportunities = true,
        salesforce = new { login_url = org.LoginUrl, refresh_token = org.RefreshToken },
    };

    // The simulator began anew: it knows the refresh tokens, but no session, and its ids are others.
    private Task ForgetSessionsAsync(CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
        {
            var trouble = new AuthorizationTrouble(db, settings, time.GetUtcNow());
            foreach (var authorization in await db.Authorizations.ToListAsync(token))
            {
                (authorization.AccessTokenProtected, authorization.InstanceUrl) = (null, null);
                (authorization.OrgId, authorization.UserId) = (null, null);
                (authorization.CapabilitiesJson, authorization.CapabilitiesAt) = (null, null);
                authorization.Version++;
                await trouble.EndAsync(authorization, token);
            }
        },
        cancellationToken);

    [LoggerMessage(LogLevel.Information, "The simulator is at {Url}: its page sends operations and shows the Events they become.")]
    private static partial void LogSimulator(ILogger logger, string? url);

    [LoggerMessage(LogLevel.Information, "Demo mode: sign in as admin@example.com / demo-admin-1 or support@example.com / demo-support-1.")]
    private static partial void LogDemo(ILogger logger);
}
