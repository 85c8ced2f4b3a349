using System.Net;
using Microsoft.Data.Sqlite;
using RelationSync.Portal.Foundation;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>The store's file is taken away under the running portal: intake, API and readiness all say so, and come back with it.</summary>
public sealed class LostStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-gone-").FullName;
    private readonly PortalFactory _portal = new() { RunsJobs = false, HasRealIntake = true };

    public LostStoreTests() => _portal.Settings["ConnectionStrings:RelationSync"] = $"Data Source={Path.Combine(_folder, "portal.db")}";

    public void Dispose()
    {
        _portal.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task StoreMoved_All503_UntilItIsPutBack()
    {
        var secret = WebhookSecret.Create();
        await _portal.AddInboxAsync("support", secret);
        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.OK], await AskAsync(secret));
        var (file, away) = (Path.Combine(_folder, "portal.db"), Path.Combine(_folder, "away"));
        File.Move(file, away);

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable], await AskAsync(secret));
        using var login = await PortalFactory.LoginAsync(_portal.Browser(), "ops@example.com", "x");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, login.StatusCode);
        Assert.NotNull(login.Headers.RetryAfter);
        Assert.False(File.Exists(file));

        File.Move(away, file);
        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.OK], await AskAsync(secret));
    }

    private async Task<HttpStatusCode[]> AskAsync(string secret)
    {
        using var request = SignedRequest.Of("support", secret, $"{{\"operations\":[{RelationSync.Tests.Portal.Intake.IntakeEndpointTests.Operation("a")}]}}", _portal.Clock.GetUtcNow());
        using var posted = await _portal.Browser().SendAsync(request);
        using var ready = await _portal.Browser().GetAsync(new Uri("/health/ready", UriKind.Relative));
        return [posted.StatusCode, ready.StatusCode];
    }
}
