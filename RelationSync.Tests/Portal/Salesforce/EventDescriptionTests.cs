using RelationSync.Domain.Sync;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce;

public sealed class EventDescriptionTests : IAsyncLifetime
{
    private SalesforceFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Describe_FullOrg_TellsWhatItAllows()
    {
        var capabilities = await DescribeAsync(
            """
            {"name":"Type","restrictedPicklist":true,"picklistValues":[{"active":true,"value":"Call"},{"active":false,"value":"Old"},{"active":true,"value":"メール"}]},
            {"name":"EventWhoIds","createable":true},
            {"name":"RelationSync_ActionId__c","externalId":true,"unique":true,"createable":true,"updateable":true}
            """);

        Assert.Equal((Answers.OrgId, Answers.UserId, true, true, true),
            (capabilities.OrgId, capabilities.UserId, capabilities.SharedActivities, capabilities.MarkerField, capabilities.TypeRestricted));
        Assert.Equal(["Call", "メール"], capabilities.Types);
        Assert.Contains("call", capabilities.Types);
    }

    [Theory]
    [InlineData("""{"name":"RelationSync_ActionId__c","externalId":true,"unique":false,"createable":true}""")]
    [InlineData("""{"name":"RelationSync_ActionId__c","externalId":false,"unique":true,"createable":true}""")]
    [InlineData("""{"name":"RelationSync_ActionId__c","externalId":true,"unique":true,"createable":false}""")]
    [InlineData("""{"name":"Subject"}""")]
    public async Task Describe_NoUsableMarker_SaysSo(string field)
    {
        var capabilities = await DescribeAsync(field);

        Assert.False(capabilities.MarkerField || capabilities.SharedActivities || capabilities.TypeRestricted);
        Assert.Empty(capabilities.Types);
    }

    private Task<OrgCapabilities> DescribeAsync(string fields)
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync($$"""{"name":"Event","fields":[{{fields}}]}""");
        return _fixture.Open().DescribeAsync(CancellationToken.None);
    }
}
