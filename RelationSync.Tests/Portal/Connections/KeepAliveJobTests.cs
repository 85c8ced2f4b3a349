using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Connections;

public sealed class KeepAliveJobTests : ConnectionsTests
{
    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Run_ProvisionedTokenThatIsRefused_SaysSoBeforeAnythingIsSynced()
    {
        var (authorization, org) = await Fixture.AuthorizeAsync();
        var dead = New(org.LoginUrl, "dead");
        Fixture.AddConnection(Fixture.AddInbox("dead"), dead);
        Fixture.AddConnection(Fixture.AddInbox("good"), authorization);

        await RunAsync();
        await RunAsync();
        Assert.Equal((1, null), (Row(dead.Id).Refusals, Row(dead.Id).GoneAt));
        for (var again = 1; again < AuthorizationTrouble.RefusalsToBeGone; again++)
        {
            await Fixture.Get<AskAgain>().RunAsync(dead.Id, CancellationToken.None);
        }

        Assert.NotNull(Row(dead.Id).GoneAt);
        Assert.Equal(LogCategory.Authorization, Assert.Single(Fixture.Read(db => db.LogEntries.ToList())).Category);
        Assert.Null(Row(authorization.Id).GoneAt);
        Assert.NotNull(Row(authorization.Id).RefreshedAt);
    }

    [Theory]
    [Trait("Rule", "R-A5")]
    [InlineData(true, 5, false)]
    [InlineData(true, 6, true)]
    [InlineData(false, 0, true)]
    public async Task Run_QuietAuthorization_IsUsedWithinTheWeek(bool used, int days, bool renewed)
    {
        var (_, org) = await Fixture.AuthorizeAsync();
        var authorization = New(org.LoginUrl, org.RefreshToken);
        var last = TimeProvider.System.GetUtcNow().AddDays(-days);
        (authorization.CreatedAt, authorization.RefreshedAt) = (last, used ? last : null);
        authorization.AccessTokenProtected = used ? Fixture.Get<ISecretBox>().Protect(SecretKind.AccessToken, "old") : null;
        Fixture.AddConnection(Fixture.AddInbox(), authorization);

        await RunAsync();

        var row = Row(authorization.Id);
        Assert.Equal((renewed, used), (row.RefreshedAt > last, row.AccessTokenProtected is not null));
    }

    private Authorization New(string loginUrl, string token)
    {
        var row = Fixture.Authorization(loginUrl, token);
        row.CreatedAt = TimeProvider.System.GetUtcNow();
        return row;
    }

    private Authorization Row(Guid id) => Fixture.Read(db => db.Authorizations.Single(a => a.Id == id));

    private async Task RunAsync() => await new KeepAliveJob(
        Fixture.Store, Fixture.Get<AccessTokens>(), TimeProvider.System, NullLogger<KeepAliveJob>.Instance).Execute(null!, CancellationToken.None);
}
