using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>The folder of keys is lost, or another's: the portal starts, says which secrets it can't read, isn't ready, and turns no sender away for good.</summary>
public sealed class LostKeysTests : IDisposable
{
    private const string FileJson = """
        {"users": [{"email": "ops@example.com", "password": "a-long-password-1", "role": "Administrator"}],
         "inboxes": [{"key": "provided", "name": "p", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "time_zone": "Asia/Tokyo"}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-lost-").FullName;
    private readonly string _secret = WebhookSecret.Create();

    private string Keys => Path.Combine(_folder, "keys");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeysLost_Starts_NamesEachSecret_IsNotReady_AndAnswers503(bool provisioned)
    {
        var authorization = await FillAsync(provisioned);
        Directory.Delete(Keys, recursive: true);

        using var portal = Portal(provisioned);
        var (status, body) = await ReadyAsync(portal);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("unhealthy", body.GetProperty("checks").GetProperty("secrets").GetProperty("status").GetString());
        Assert.Equal("healthy", body.GetProperty("checks").GetProperty("store").GetProperty("status").GetString());
        Assert.DoesNotContain("support", body.GetRawText(), StringComparison.Ordinal);
        var lines = portal.Log.Of<StoredSecrets>().Where(l => l.Level is LogLevel.Error).Select(l => l.Text).ToList();
        Assert.Contains(lines, l => l.StartsWith("The signing secret of inbox support can't be decrypted", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith($"The refresh token of authorisation {authorization} (inboxes support)", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("The address of webhook chat.example.com", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("whsec_", StringComparison.Ordinal) || l.Contains("CfDJ8", StringComparison.Ordinal));
        Assert.Equal(provisioned, portal.Log.All.Any(l => l.Text.StartsWith("The provisioning file is not applied", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(portal, "support", _secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(portal, "nobody", _secret));
    }

    [Fact]
    public async Task KeysPutBack_AfterARestart_AllIsWellAgain()
    {
        await FillAsync(provisioned: true);
        Directory.Move(Keys, Keys + ".away");
        using (var without = Portal(provisioned: true))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(without)).Status);
        }

        Directory.Delete(Keys, recursive: true);
        Directory.Move(Keys + ".away", Keys);
        using var portal = Portal(provisioned: true);

        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(portal)).Status);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(portal, "support", _secret));
    }

    [Fact]
    public async Task SecretsMadeAnew_WithoutARestart_IsReadyAgain()
    {
        await FillAsync(provisioned: false);
        Directory.Delete(Keys, recursive: true);
        using var portal = Portal(provisioned: false);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(portal)).Status);

        var box = portal.Services.GetRequiredService<ISecretBox>();
        var (secret, token) = (box.Protect(SecretKind.InboxSecret, _secret), box.Protect(SecretKind.RefreshToken, "t"));
        await portal.Store.WriteAsync(
            async (db, cancellation) =>
            {
                await db.Inboxes.ExecuteUpdateAsync(s => s.SetProperty(i => i.SecretProtected, secret), cancellation);
                await db.Authorizations.ExecuteUpdateAsync(s => s.SetProperty(a => a.RefreshTokenProtected, token), cancellation);
                await db.NotificationWebhooks.ExecuteDeleteAsync(cancellation);
            },
            default);
        portal.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(portal)).Status);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(portal, "support", _secret));
    }

    /// <summary>A store with an inbox, a connection and a webhook, made with keys of its own.</summary>
    private async Task<Guid> FillAsync(bool provisioned)
    {
        using var portal = Portal(provisioned);
        var inbox = await portal.AddInboxAsync("support", _secret);
        var box = portal.Services.GetRequiredService<ISecretBox>();
        var authorization = new RelationSync.Portal.Storage.Authorization { Id = Guid.NewGuid(), LoginUrl = "https://login.salesforce.com", RefreshTokenProtected = box.Protect(SecretKind.RefreshToken, "t"), CreatedAt = portal.Clock.GetUtcNow() };
        await portal.Store.WriteAsync(
            (db, _) =>
            {
                db.Add(authorization);
                db.Add(new Connection { Id = Guid.NewGuid(), InboxId = inbox.Id, AuthorizationId = authorization.Id, CreatedAt = portal.Clock.GetUtcNow() });
                db.Add(new NotificationWebhook { Id = Guid.NewGuid(), Host = "chat.example.com", UrlProtected = box.Protect(SecretKind.WebhookUrl, "https://chat.example.com/x"), SecretProtected = box.Protect(SecretKind.WebhookSecret, "whsec_x") });
                return Task.CompletedTask;
            },
            default);
        return authorization.Id;
    }

    private PortalFactory Portal(bool provisioned)
    {
        var portal = new PortalFactory { RunsJobs = false };
        portal.Settings["ConnectionStrings:RelationSync"] = $"Data Source={Path.Combine(_folder, "portal.db")}";
        portal.Settings["Logging:LogLevel:RelationSync"] = "Information";
        if (provisioned)
        {
            var file = Path.Combine(_folder, "provisioning.json");
            File.WriteAllText(file, FileJson);
            portal.Settings["Provisioning:Path"] = file;
        }

        return portal;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> ReadyAsync(PortalFactory portal)
    {
        using var response = await portal.Browser().GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    private static async Task<HttpStatusCode> PostAsync(PortalFactory portal, string inbox, string secret)
    {
        using var request = SignedRequest.Of(inbox, secret, "{\"operations\":[]}", portal.Clock.GetUtcNow());
        using var response = await portal.Browser().SendAsync(request);
        return response.StatusCode;
    }
}
