using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce;
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

    [Fact]
    [Trait("Rule", "R-E3")]
    public async Task Describe_FieldsHiddenOrReadOnly_SaysWhich()
    {
        var capabilities = await DescribeAsync(
            """
            {"name":"Subject","createable":true},{"name":"OwnerId","createable":true},{"name":"StartDateTime"},{"name":"EndDateTime","createable":true},
            {"name":"Type","createable":false},{"name":"WhoId","createable":true},{"name":"ShowAs"},{"name":"IsReminderSet"},{"name":"Description"}
            """);

        Assert.Equal(["Type", "WhatId"], capabilities.Unwritable.Order());
        Assert.Equal(["WhatId"], capabilities.Unreadable);
    }

    [Theory]
    [Trait("Rule", "R-O2")]
    [InlineData("""{"records":[{"IsSandbox":true}]}""", 200, true)]
    [InlineData("""{"records":[{"IsSandbox":false}]}""", 200, false)]
    [InlineData("""[{"errorCode":"INVALID_TYPE","message":"no"}]""", 400, null)]
    public async Task Describe_Organization_IsAskedOnce(string answer, int status, bool? expected)
    {
        var orgId = "00D5g000009ZzZzEAK";
        _fixture.Server.Answer = (context, request) => request.Path.Contains("/query", StringComparison.Ordinal)
            ? context.JsonAsync(answer, status) : context.JsonAsync("""{"fields":[{"name":"Subject"}]}""");
        var authorization = _fixture.Store.Add(_fixture.Server.Url + "/acme");
        _fixture.Store[authorization] = _fixture.Store[authorization] with { OrgId = orgId };
        var org = _fixture.Get<SalesforceOrgs>().Open(authorization, Guid.NewGuid());

        Assert.Equal(expected, (await org.DescribeAsync(CancellationToken.None)).Sandbox);
        Assert.Equal(expected, (await org.DescribeAsync(CancellationToken.None)).Sandbox);

        Assert.Equal(expected is null ? 2 : 1, _fixture.Server.To("/query").Count());
    }

    private Task<OrgCapabilities> DescribeAsync(string fields)
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync($$"""{"name":"Event","fields":[{{fields}}]}""");
        return _fixture.Open().DescribeAsync(CancellationToken.None);
    }
}
