using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting.Provisioning;

public sealed class ProvisioningTests : IDisposable
{
    private readonly PortalFactory _portal = new();
    private readonly TestFile _file = new();

    public ProvisioningTests() => _portal.Settings["Salesforce:AllowInsecureLoopback"] = "true";

    private AccountService Accounts => _portal.Services.GetRequiredService<AccountService>();

    private ISecretBox Secrets => _portal.Services.GetRequiredService<ISecretBox>();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Apply_NewFile_MakesEverything()
    {
        _file.User("ops@example.com", "password-1", "Administrator").Inbox("support").Connection("support", "lead", token: "t1");

        await ApplyAsync();

        Assert.Equal(AccountRole.Administrator, (await Accounts.VerifyAsync("ops@example.com", "password-1", default))!.Role);
        var connection = await ConnectionAsync("support");
        Assert.Equal((TargetKind.Lead, true), (connection.Targets, connection.LinkOpportunities));
        Assert.Equal(_portal.Clock.GetUtcNow(), connection.Inbox.SyncFrom);
        Assert.Equal(("http://127.0.0.1:5081/acme", "t1"), (connection.Authorization.LoginUrl, TokenOf(connection)));
        Assert.Equal("Asia/Tokyo", connection.Inbox.TimeZone);
    }

    [Fact]
    public async Task Apply_UnchangedSecrets_NeverOverwritesWhatWasChangedSince()
    {
        _file.User("ops@example.com", "password-1", "Administrator").Inbox("support", "Before").Connection("support", "both", token: "t1");
        await ApplyAsync();
        var ops = Principals.Of((await Accounts.FindAsync("ops@example.com", default))!, "test", _portal.Clock.GetUtcNow());
        Assert.Null((await _portal.Services.GetRequiredService<OwnAccount>().SetPasswordAsync(ops, "changed by a person", default)).Fault);
        await RotateTokenAsync("rotated");
        await ChangeAsync<Inbox>(i => i.SecretProtected = Secrets.Protect(SecretKind.InboxSecret, TestFile.OtherSecret));

        _file.User("ops@example.com", "password-1", "Support").User("other@example.com", "password-2", "Administrator")
            .Inbox("support", "After").Connection("support", "both", token: "t1", link: false);
        await ApplyAsync();

        Assert.Equal(AccountRole.Support, (await Accounts.VerifyAsync("ops@example.com", "changed by a person", default))!.Role);
        var connection = await ConnectionAsync("support");
        Assert.Equal(("rotated", false, "After"), (TokenOf(connection), connection.LinkOpportunities, connection.Inbox.Name));
        Assert.Equal(TestFile.OtherSecret, Secrets.Unprotect(SecretKind.InboxSecret, connection.Inbox.SecretProtected));
    }

    [Fact]
    public async Task Apply_ChangedSecrets_Count()
    {
        _file.User("ops@example.com", "password-1", "Administrator").Inbox("support").Connection("support", "both", token: "t1");
        await ApplyAsync();
        await ChangeAsync<Authorization>(a => (a.GoneAt, a.GoneCode, a.AccessTokenProtected) = (_portal.Clock.GetUtcNow(), "invalid_grant", "x"));
        var before = (await Accounts.FindAsync("ops@example.com", default))!.SecurityStamp;

        _file.User("ops@example.com", "password-2", "Administrator").Inbox("support", secret: TestFile.OtherSecret).Connection("support", "both", token: "t2");
        await ApplyAsync();

        Assert.NotNull(await Accounts.VerifyAsync("ops@example.com", "password-2", default));
        Assert.NotEqual(before, (await Accounts.FindAsync("ops@example.com", default))!.SecurityStamp);
        var connection = await ConnectionAsync("support");
        Assert.Equal(("t2", null, null), (TokenOf(connection), connection.Authorization.GoneAt, connection.Authorization.AccessTokenProtected));
        Assert.Equal(TestFile.OtherSecret, Secrets.Unprotect(SecretKind.InboxSecret, connection.Inbox.SecretProtected));
        Assert.Equal(TestFile.Secret, Secrets.Unprotect(SecretKind.InboxSecret, connection.Inbox.PreviousSecretProtected!));
        Assert.Equal(_portal.Clock.GetUtcNow().AddHours(24), connection.Inbox.PreviousSecretUntil);
    }

    [Fact]
    public async Task Apply_UserAndConnectionRemovedInThePortal_StayRemoved()
    {
        _file.User("a@example.com", "password-1", "Administrator").User("b@example.com", "password-1", "Support").Inbox("support").Connection("support", "both", token: "t1");
        await ApplyAsync();
        var admin = Principals.Of((await Accounts.FindAsync("a@example.com", default))!, "test", _portal.Clock.GetUtcNow());
        Assert.Null(await _portal.Services.GetRequiredService<DeleteUser>().RunAsync(admin, (await Accounts.FindAsync("b@example.com", default))!.Id, default));
        await _portal.Store.WriteAsync((db, token) => db.Connections.ExecuteDeleteAsync(token), default);

        await ApplyAsync();
        _file.User("b@example.com", "password-2", "Support").Connection("support", "lead", token: "t2");
        await ApplyAsync();

        Assert.Null(await Accounts.FindAsync("b@example.com", default));
        Assert.False(await _portal.Store.ReadAsync((db, token) => db.Connections.AnyAsync(token), default));
    }

    [Fact]
    public async Task Apply_LastAdministratorToSupport_StopsTheStartWithNothingApplied()
    {
        _file.User("a@example.com", "password-1", "Administrator");
        await ApplyAsync();

        _file.User("a@example.com", "password-1", "Support");
        var refused = await Assert.ThrowsAsync<ProvisioningException>(ApplyAsync);

        Assert.Contains("/users/0/role", refused.Message, StringComparison.Ordinal);
        Assert.Equal(AccountRole.Administrator, (await Accounts.FindAsync("a@example.com", default))!.Role);
    }

    [Fact]
    public async Task Apply_Anything_StandsInTheAuditLogOnce()
    {
        _file.User("a@example.com", "password-1", "Administrator").Inbox("support").Connection("support", "both", token: "t1");
        await ApplyAsync();
        await ApplyAsync();

        var entries = await _portal.Store.ReadAsync((db, token) => db.AuditEntries.OrderBy(e => e.Act).ToListAsync(token), default);
        Assert.Equal([AuditAct.AccountCreated, AuditAct.InboxCreated, AuditAct.ConnectionCreated], entries.Select(e => e.Act));
        Assert.All(entries, e => Assert.Equal("provisioning", e.Actor));
        Assert.DoesNotContain(entries, e => e.DetailsJson?.Contains("t1", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Apply_ChangedTargets_StopTheStartWithNothingApplied()
    {
        _file.Inbox("support").Connection("support", "both", token: "t1");
        await ApplyAsync();

        _file.User("a@example.com", "password-1", "Administrator").Connection("support", "lead", token: "t1");

        Assert.Equal(["/connections/0/targets"], await FaultsAsync());
        Assert.Null(await Accounts.FindAsync("a@example.com", default));
    }

    [Fact]
    public async Task Apply_SameToken_SharesOneAuthorization()
    {
        _file.Inbox("a").Inbox("b").Inbox("c").Connection("a", "both", token: "t1").Connection("b", "lead", token: "t1").Connection("c", "both", token: "t2");

        await ApplyAsync();

        Assert.Equal((await ConnectionAsync("a")).AuthorizationId, (await ConnectionAsync("b")).AuthorizationId);
        Assert.NotEqual((await ConnectionAsync("a")).AuthorizationId, (await ConnectionAsync("c")).AuthorizationId);
    }

    [Fact]
    public async Task Apply_OneOfTwoSharersGetsAToken_PartsThem()
    {
        _file.Inbox("a").Inbox("b").Connection("a", "both", token: "t1").Connection("b", "both", token: "t1");
        await ApplyAsync();
        await RotateTokenAsync("rotated");

        _file.Connection("a", "both", token: "t2");
        await ApplyAsync();

        Assert.Equal(("t2", "rotated"), (TokenOf(await ConnectionAsync("a")), TokenOf(await ConnectionAsync("b"))));
    }

    [Fact]
    public async Task Apply_BothSharersGetAToken_StayTogether()
    {
        _file.Inbox("a").Inbox("b").Connection("a", "both", token: "t1").Connection("b", "both", token: "t1");
        await ApplyAsync();
        var before = (await ConnectionAsync("a")).AuthorizationId;

        _file.Connection("a", "both", token: "t2").Connection("b", "both", token: "t2");
        await ApplyAsync();

        Assert.Equal((before, before), ((await ConnectionAsync("a")).AuthorizationId, (await ConnectionAsync("b")).AuthorizationId));
        Assert.Equal("t2", TokenOf(await ConnectionAsync("b")));
    }

    [Fact]
    public async Task Apply_InboxThatHasAConnection_IsRefused()
    {
        _file.Inbox("support").Connection("support", "both", token: "t1");
        await ApplyAsync();
        await _portal.Store.WriteAsync((db, token) => db.ProvisionedEntries.ExecuteDeleteAsync(token), default);

        Assert.Equal(["/connections/0/inbox"], await FaultsAsync());
    }

    [Fact]
    public async Task Apply_ConnectionOfNoInbox_IsRefused()
    {
        _file.Connection("nobody", "both", token: "t1");

        Assert.Equal(["/connections/0/inbox"], await FaultsAsync());
    }

    [Fact]
    public async Task Apply_StoredSecrets_AreNotReadable()
    {
        _file.User("ops@example.com", "password-1", "Administrator").Inbox("support").Connection("support", "both", token: "the-refresh-token");

        await ApplyAsync();

        var entries = await _portal.Store.ReadAsync((db, token) => db.ProvisionedEntries.ToListAsync(token), default);
        Assert.All(entries, e => Assert.DoesNotContain("refresh", e.Hash + e.SecretHash, StringComparison.Ordinal));
        Assert.DoesNotContain("the-refresh-token", (await ConnectionAsync("support")).Authorization.RefreshTokenProtected, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R-T16")]
    public async Task Apply_TestInbox_StaysOneAndIsNeverConnected()
    {
        _file.TestInbox("try");
        await ApplyAsync();
        Assert.True((await _portal.Store.ReadAsync((db, token) => db.Inboxes.SingleAsync(i => i.Key == "try", token), default)).IsTest);

        _file.Connection("try", "both", "token");
        Assert.Contains("/connections/0/inbox", await FaultsAsync());
        _file.Inbox("try");
        Assert.Contains("/inboxes/0/test", await FaultsAsync());
    }

    private Task ApplyAsync() => _portal.Services.GetRequiredService<Provisioner>().ApplyAsync(_file.ToJson(), default);

    [Fact]
    public async Task Apply_SecretOfAnotherInbox_IsRefused()
    {
        _file.Inbox("one", secret: TestFile.Secret).Inbox("two", secret: TestFile.Secret);
        Assert.Equal(["/inboxes/1/secret"], await FaultsAsync());

        _file.Inbox("two", secret: TestFile.OtherSecret);
        await ApplyAsync();

        // The one before is valid for a day more.
        _file.Inbox("one", secret: "whsec_BBBQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        await ApplyAsync();
        _file.Inbox("three", secret: TestFile.Secret);
        Assert.Equal(["/inboxes/2/secret"], await FaultsAsync());
        _portal.Clock.Advance(TimeSpan.FromHours(25));
        await ApplyAsync();
    }

    private async Task<List<string>> FaultsAsync() => [.. (await Assert.ThrowsAsync<ProvisioningException>(ApplyAsync)).Faults.Select(f => f.At)];

    private Task<Connection> ConnectionAsync(string inbox) => _portal.Store.ReadAsync(
        (db, token) => db.Connections.Include(c => c.Authorization).Include(c => c.Inbox).SingleAsync(c => c.Inbox.Key == inbox, token), default);

    private string TokenOf(Connection connection) => Secrets.Unprotect(SecretKind.RefreshToken, connection.Authorization.RefreshTokenProtected);

    private Task RotateTokenAsync(string token) => ChangeAsync<Authorization>(a => a.RefreshTokenProtected = Secrets.Protect(SecretKind.RefreshToken, token));

    private Task ChangeAsync<T>(Action<T> change)
        where T : class =>
        _portal.Store.WriteAsync(async (db, token) => change(await db.Set<T>().SingleAsync(token)), default);
}
