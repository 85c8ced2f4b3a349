using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Orgs;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Connections;

public sealed class ApiBudgetTests : ConnectionsTests
{
    [StoreFact]
    public async Task Budget_OnePercentOfAThousand_TenCallsThenNoneUntilItIsRaised()
    {
        var (authorization, _) = await Fixture.AuthorizeAsync(new OrgSettings { Name = "small", DailyLimit = 1000 });
        var connection = Fixture.AddConnection(Fixture.AddInbox(), authorization);
        var (user, budgets) = (Fixture.SignIn(), Fixture.Get<SetApiBudget>());
        Assert.Null(await budgets.RunAsync(user, connection.Id, 1, default));
        var org = Fixture.Get<SalesforceOrgs>().Open(authorization.Id, connection.Id);

        var failure = await CallUntilRefusedAsync(org);

        Assert.Equal(OwnCodes.ApiBudgetReached, failure.Code);
        Assert.Equal(10, org.Calls);
        await Fixture.Get<SalesforceOrgs>().OpenFor(authorization.Id, connection.Id).DescribeAsync(default);
        Assert.Null(await budgets.RunAsync(user, connection.Id, 2, default));
        await CallUntilRefusedAsync(org);
        Assert.Equal(19, org.Calls); // one of the twenty was a person's
    }

    [StoreFact]
    public async Task Set_Raised_ResumesAtOnceAndIsAudited()
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());
        Hold(connection, percent: 1, calls: 10);

        Assert.Null(await Fixture.Get<SetApiBudget>().RunAsync(Fixture.SignIn(), connection.Id, 2, default));

        Assert.Null(Fixture.Read(db => db.Connections.Single().BudgetSince));
        Assert.False(Fixture.Read(db => db.Episodes.Any()));
        var entry = Fixture.Read(db => db.AuditEntries.Single());
        Assert.Equal((AuditAct.BudgetChanged, """{"before_percent":"1","percent":"2"}"""), (entry.Act, entry.DetailsJson));
    }

    [StoreFact]
    public async Task Set_StillTooLow_GoesOnWaiting()
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());
        Hold(connection, percent: 1, calls: 30);

        Assert.Null(await Fixture.Get<SetApiBudget>().RunAsync(Fixture.SignIn(), connection.Id, 3, default));

        Assert.NotNull(Fixture.Read(db => db.Connections.Single().BudgetSince));
    }

    [StoreTheory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task Set_OutOfBounds_IsRefused(int percent)
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());

        Assert.Equal(CommandFault.BudgetInvalid, await Fixture.Get<SetApiBudget>().RunAsync(Fixture.SignIn(), connection.Id, percent, default));
    }

    [StoreFact]
    public async Task SupportUser_MayNeitherSetNorTest()
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());
        var support = Fixture.SignIn(AccountRole.Support);

        Assert.Equal(CommandFault.NotAllowed, await Fixture.Get<SetApiBudget>().RunAsync(support, connection.Id, 5, default));
        Assert.Equal(CommandFault.NotAllowed, await Fixture.Get<TestConnection>().RunAsync(support, connection.Id, _ => Task.CompletedTask, default));
        Assert.False(Fixture.Read(db => db.AuditEntries.Any()));
    }

    [StoreFact]
    public async Task Test_Connection_FindsAllAndIsAuditedAndCounted()
    {
        var (authorization, _) = await Fixture.AuthorizeAsync();
        var connection = Fixture.AddConnection(Fixture.AddInbox(), authorization);
        var found = new List<CheckKind>();

        var fault = await Fixture.Get<TestConnection>().RunAsync(
            Fixture.SignIn(),
            connection.Id,
            result =>
            {
                found.Add(result.Kind);
                return Task.CompletedTask;
            },
            default);
        await Fixture.Get<ApiCallCounter>().SaveAsync(default);

        Assert.Null(fault);
        Assert.Equal(Enum.GetValues<CheckKind>(), found.Order());
        Assert.Equal(AuditAct.ConnectionTested, Fixture.Read(db => db.AuditEntries.Single().Act));
        Assert.True(Fixture.Read(db => db.ApiCallCounts.Sum(c => c.Calls)) >= 3);
    }

    private static async Task<SalesforceFailure> CallUntilRefusedAsync(ISalesforceOrg org)
    {
        for (var i = 0; i < 50; i++)
        {
            try
            {
                await org.DescribeAsync(default);
            }
            catch (SalesforceException e)
            {
                return e.Failure;
            }
        }

        throw new InvalidOperationException("Nothing was refused.");
    }

    private void Hold(Connection connection, int percent, int calls)
    {
        var now = TimeProvider.System.GetUtcNow();
        Fixture.Save(new ApiCallCount { ConnectionId = connection.Id, From = CallBudget.QuarterOf(now), Calls = calls });
        Fixture.Save(new Episode { ConnectionId = connection.Id, Kind = "budget", About = "", Since = now, TriedAt = now });
        Fixture.Store.WriteAsync(
            (db, _) =>
            {
                var row = db.Connections.Single();
                (row.ApiBudgetPercent, row.BudgetSince) = (percent, now);
                db.Authorizations.Single().ApiMax = 1000;
                return Task.FromResult(true);
            },
            default).GetAwaiter().GetResult();
    }
}
