using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Tests.Portal.Connections;

/// <summary>The reports of <c>deploy/salesforce</c>, deployed by the portal into a simulated org.</summary>
public sealed class DeployReportsTests : ConnectionsTests
{
    private static readonly string[] OwnTypes = ["Call", "会議"];

    [Fact]
    [Trait("Rule", "R-M5")]
    public async Task Reports_Deployed_BringTheMarkerFieldAndLeaveTheOrgsPicklistValues()
    {
        var (authorization, _) = await Fixture.AuthorizeAsync(new OrgSettings { Name = "reports", Types = OwnTypes });

        var outcome = await Fixture.Get<DeployReports>().RunAsync(Fixture.SignIn(), authorization.Id, default);

        Assert.True(outcome.Value!.IsDeployed, string.Join('\n', outcome.Value.Problems));
        var known = await Fixture.Get<SalesforceOrgs>().OpenFor(authorization.Id, null).DescribeAsync(default);
        Assert.True(known.MarkerField);
        Assert.Equal(OwnTypes, known.Types.Order(StringComparer.Ordinal));
        Assert.Equal(AuditAct.ReportsDeployed, Fixture.Read(db => db.AuditEntries.Single().Act));
    }

    [Fact]
    public async Task Reports_DeployedTwice_AreGoodBothTimes()
    {
        var (authorization, _) = await Fixture.AuthorizeAsync(new OrgSettings { Name = "twice", MarkerField = true });
        var user = Fixture.SignIn();

        await Fixture.Get<DeployReports>().RunAsync(user, authorization.Id, default);
        var second = await Fixture.Get<DeployReports>().RunAsync(user, authorization.Id, default);

        Assert.True(second.Value!.IsDeployed);
    }

    [Fact]
    public async Task Reports_WithoutThePermission_SayWhatIsMissing()
    {
        var (authorization, _) = await Fixture.AuthorizeAsync(new OrgSettings { Name = "denied", MetadataPermission = false });

        var outcome = await Fixture.Get<DeployReports>().RunAsync(Fixture.SignIn(), authorization.Id, default);

        Assert.Equal((FailureClass.Configuration, "INSUFFICIENT_ACCESS"), (outcome.Value!.Failure!.Class, outcome.Value.Failure.Code));
    }
}
