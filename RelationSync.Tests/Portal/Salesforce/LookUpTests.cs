using System.Text.Json;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce;

public sealed class LookUpTests : IAsyncLifetime
{
    private const string ContactId = "0035g00000aBcDeAAK";
    private const string OpportunityId = "0065g00000aBcDeAAK";

    private SalesforceFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task LookUp_Nothing_MakesNoCall()
    {
        var org = _fixture.Open();

        Assert.Same(LookUpAnswer.Nothing, await org.LookUpAsync(new LookUpQuestion { Contacts = true }, CancellationToken.None));
        Assert.Equal(0, org.Calls);
    }

    [Theory]
    [Trait("Rule", "R-E3")]
    [InlineData("Description", true, false)]
    [InlineData("WhoId", false, true)]
    public async Task LookUp_EventFieldHidden_IsAskedWithoutIt(string field, bool description, bool who)
    {
        _fixture.Server.Answer = (context, request) => Queries(request).Any(q => q.Contains(field, StringComparison.Ordinal))
            ? context.JsonAsync(Answers.Composite(Answers.Result(
                0, $$"""[{"errorCode":"INVALID_FIELD","message":"SELECT Id, OwnerId, WhoId, Description FROM Event\n^\nNo such column '{{field}}' on entity 'Event'."}]""", 400)))
            : context.JsonAsync(Answers.Composite(Answers.Result(0, Answers.Rows(
                $$"""{"Id":"{{Samples.EventId(1)}}","Subject":"s","StartDateTime":"2026-05-01T01:23:45.000+0000",{{(description ? "" : "\"Description\":null,")}}{{(who ? "" : "\"WhoId\":null,")}}"CreatedDate":"2026-05-01T01:25:45.000+0000"}"""))));

        var answer = await _fixture.Open().LookUpAsync(new LookUpQuestion { EventStarts = [Samples.Start] }, CancellationToken.None);

        var hit = Assert.Single(answer.Events);
        Assert.Equal((description, who), (hit.DescriptionHidden, hit.WhoHidden));
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task LookUp_ThousandActionsByEMail_TakesOneCall()
    {
        Script(_ => Answers.Rows());
        var org = _fixture.Open();

        await org.LookUpAsync(
            new LookUpQuestion
            {
                UserEmails = [.. Enumerable.Range(0, 50).Select(i => $"operator{i}@example.com")],
                Emails = [.. Enumerable.Range(0, 1000).Select(i => $"a.customer.with.a.long.name.{i}@subdomain.example.co.jp")],
                Contacts = true,
                Leads = true,
                Opportunities = true,
                Markers = [.. Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid())],
            },
            CancellationToken.None);

        Assert.Equal(1, org.Calls);
        Assert.True(_fixture.Server.Requests.Single().Compressed);
        Assert.Equal(
            ["User", "Contact", "Lead", "OpportunityContactRole", "Event"],
            Queries(_fixture.Server.Requests.Single()).Select(q => q.Split(" FROM ")[1].Split(' ')[0]));
    }

    [Fact]
    public async Task LookUp_EveryKindOfRow_IsRead()
    {
        Script(soql => soql switch
        {
            _ when soql.Contains("FROM User", StringComparison.Ordinal) => Answers.Rows(
                $$"""{"attributes":{"type":"User"},"Id":"{{Answers.UserId}}","Username":"u","Email":"U@example.com","IsActive":true,"UserType":"Standard","CreatedDate":"2026-05-01T01:23:45.000+0000","Profile":{"attributes":{},"UserLicense":{"Name":"Salesforce"} } }"""),
            _ when soql.Contains("FROM Contact", StringComparison.Ordinal) => Answers.Rows(
                $$"""{"Id":"{{ContactId}}","Email":null,"Phone":"03-1234-5678","CreatedDate":"2026-05-01T01:23:45.000+0000"}"""),
            _ when soql.Contains("FROM Opp", StringComparison.Ordinal) => Answers.Rows(
                $$"""{"OpportunityId":"{{OpportunityId}}","ContactId":"{{ContactId}}","IsPrimary":true,"Opportunity":{"LastModifiedDate":"2026-05-01T01:23:45.000+0000"} }"""),
            _ when soql.Contains("FROM Event", StringComparison.Ordinal) => Answers.Rows(
                $$"""{"Id":"{{Samples.EventId(1)}}","OwnerId":"{{Answers.UserId}}","WhoId":"{{ContactId}}","Subject":"s","StartDateTime":"2026-05-01T01:23:45.000+0000","EndDateTime":"2026-05-01T01:24:45.000+0000","Description":"d","CreatedDate":"2026-05-01T01:25:45.000+0000","CreatedById":"{{Answers.UserId}}"}"""),
            _ => Answers.Rows(),
        });
        var time = new DateTimeOffset(2026, 5, 1, 1, 23, 45, TimeSpan.Zero);

        var answer = await _fixture.Open().LookUpAsync(
            new LookUpQuestion
            {
                UserEmails = ["u@example.com"],
                PhoneSpellings = ["03-1234-5678"],
                Contacts = true,
                Leads = true,
                Opportunities = true,
                EventStarts = [Samples.Start],
                EventsCreatedSince = time,
            },
            CancellationToken.None);

        Assert.Equal([new SalesforceUser(Answers.UserId, "u", "U@example.com", true, "Standard", "Salesforce", time)], answer.Users);
        Assert.Equal([new TargetHit(ContactId, null, "03-1234-5678", time)], answer.Contacts);
        Assert.Empty(answer.Leads);
        Assert.Equal([new OpportunityRole(OpportunityId, ContactId, true, time)], answer.Roles);
        Assert.Equal([new EventHit(Samples.EventId(1), null, Answers.UserId, ContactId, "s", time, time.AddMinutes(1), "d", time.AddMinutes(2)) { CreatedById = Answers.UserId }], answer.Events);
        Assert.Equal(
            [
                "SELECT Id, Username, Email, IsActive, UserType, CreatedDate, Profile.UserLicense.Name FROM User WHERE IsActive = true AND (Email IN ('u@example.com'))",
                "SELECT Id, Email, Phone, CreatedDate, AccountId FROM Contact WHERE (Phone IN ('03-1234-5678'))",
                "SELECT Id, Email, Phone, CreatedDate FROM Lead WHERE IsConverted = false AND (Phone IN ('03-1234-5678'))",
                "SELECT OpportunityId, ContactId, IsPrimary, Opportunity.LastModifiedDate FROM OpportunityContactRole WHERE Opportunity.IsClosed = false AND (Contact.Phone IN ('03-1234-5678'))",
                "SELECT Id, OwnerId, WhoId, Subject, StartDateTime, EndDateTime, Description, CreatedDate, CreatedById FROM Event WHERE CreatedDate >= 2026-05-01T01:23:45Z AND (StartDateTime IN (2026-05-01T01:23:45Z))",
            ],
            Queries(_fixture.Server.Requests.Single()));
    }

    [Theory]
    [InlineData("""[{"attributes":{"type":"UserPermissionAccess"},"PermissionsViewAllData":true}]""", 200, true)]
    [InlineData("""[{"attributes":{"type":"UserPermissionAccess"},"PermissionsViewAllData":false}]""", 200, false)]
    [InlineData("""[{"errorCode":"INVALID_FIELD","message":"No such column"}]""", 400, false)]
    [InlineData("""[{"errorCode":"INVALID_TYPE","message":"sObject type is not supported"}]""", 400, false)]
    [Trait("Rule", "R-D2")]
    public async Task LookUp_OfDoubts_AsksInTheSameCallWhetherAllIsSeen(string rows, int status, bool seesAll)
    {
        _fixture.Server.Answer = (context, request) => context.JsonAsync(Answers.Composite([.. Queries(request).Select((soql, i) =>
            !soql.Contains("UserPermissionAccess", StringComparison.Ordinal) ? Answers.Result(i, Answers.Rows())
            : Answers.Result(i, status == 200 ? $$"""{"totalSize":1,"done":true,"records":{{rows}} }""" : rows, status))]));

        var answer = await _fixture.Open().LookUpAsync(
            new LookUpQuestion
            {
                UserEmails = ["u@example.com"],
                Emails = ["c@example.com"],
                Contacts = true,
                Leads = true,
                Opportunities = true,
                Markers = [Samples.Event(1).Marker],
                EventStarts = [Samples.Start],
                AsksWhetherAllIsSeen = true,
            },
            CancellationToken.None);

        Assert.Equal(seesAll, answer.SeesAll);
        var first = Queries(_fixture.Server.Requests.First()).ToList();
        Assert.Equal("SELECT PermissionsViewAllData FROM UserPermissionAccess", first[0]);
        Assert.Equal(2, first.Count(q => q.Contains("FROM Event", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LookUp_AccountHiddenFromTheUser_AsksWithoutIt()
    {
        _fixture.Server.Answer = (context, request) => context.JsonAsync(Answers.Composite([.. Queries(request).Select((soql, i) =>
            soql.Contains("AccountId", StringComparison.Ordinal) ? Answers.Result(i, """[{"errorCode":"INVALID_FIELD","message":"No such column 'AccountId'"}]""", 400)
            : Answers.Result(i, Answers.Rows($$"""{"Id":"{{ContactId}}","Email":"c@example.com","CreatedDate":"2026-05-01T01:23:45.000+0000"}""")))]));

        var answer = await _fixture.Open().LookUpAsync(new LookUpQuestion { Emails = ["c@example.com"], Contacts = true }, CancellationToken.None);

        Assert.Equal([ContactId], answer.Contacts.Select(c => c.Id));
    }

    [Fact]
    [Trait("Rule", "R-D1")]
    public async Task LookUp_OfMarkersAndTimes_ReadsTheMarkerEitherWay()
    {
        var (mine, others) = (Samples.Event(1).Marker, Samples.Event(2).Marker);
        Script(soql => soql.Contains("StartDateTime IN", StringComparison.Ordinal)
            ? Answers.Rows($$"""{"Id":"{{Samples.EventId(1)}}","StartDateTime":"2026-05-01T01:23:45.000+0000","CreatedDate":"2026-05-01T01:25:45.000+0000","RelationSync_ActionId__c":"{{others}}"}""")
            : Answers.Rows());

        var answer = await _fixture.Open().LookUpAsync(
            new LookUpQuestion { Markers = [mine], EventStarts = [Samples.Start] }, CancellationToken.None);

        Assert.Equal(others, Assert.Single(answer.Events).Marker);
        Assert.All(Queries(_fixture.Server.Requests.Single()), q => Assert.Contains(", RelationSync_ActionId__c FROM Event", q, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LookUp_MoreThanAPage_FollowsIt()
    {
        const string Next = "/services/data/v67.0/query/01g5g00000ABCDE-2000";
        _fixture.Server.Answer = (context, request) => context.JsonAsync(Answers.Composite(Answers.Result(0, request.Body.Contains(Next, StringComparison.Ordinal)
            ? Answers.Rows(Contact(2))
            : $$"""{"totalSize":2,"done":false,"nextRecordsUrl":"{{Next}}","records":[{{Contact(1)}}]}""")));
        var org = _fixture.Open();

        var answer = await org.LookUpAsync(new LookUpQuestion { Emails = ["a@example.com"], Contacts = true }, CancellationToken.None);

        Assert.Equal(2, answer.Contacts.Count);
        Assert.Equal(2, org.Calls);
    }

    [Fact]
    public async Task LookUp_PagesWithoutEnd_AreRefused()
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync(Answers.Composite(Answers.Result(
            0, """{"done":false,"nextRecordsUrl":"/services/data/v67.0/query/01g-1","records":[]}""")));

        await Assert.ThrowsAsync<SalesforceException>(
            () => _fixture.Open().LookUpAsync(new LookUpQuestion { Emails = ["a@example.com"], Contacts = true }, CancellationToken.None));
    }

    [Theory]
    [InlineData("QUERY_TIMEOUT")]
    [InlineData("QUERY_TOO_COMPLICATED")]
    [InlineData("OPERATION_TOO_LARGE")]
    public async Task LookUp_QueryThatIsTooMuch_IsHalvedAndAskedAgain(string code)
    {
        Script(soql => soql.Split('\'').Length > 3 ? null : Answers.Rows(Contact(soql.Contains("p1", StringComparison.Ordinal) ? 1 : 2)), code);

        var answer = await _fixture.Open().LookUpAsync(
            new LookUpQuestion { PhonePatterns = ["%p1%", "%p2%"], Contacts = true }, CancellationToken.None);

        Assert.Equal(2, answer.Contacts.Count);
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task LookUp_OneValueThatIsTooMuch_IsGivenUp()
    {
        Script(_ => null, "QUERY_TIMEOUT");

        var e = await Assert.ThrowsAsync<SalesforceException>(
            () => _fixture.Open().LookUpAsync(new LookUpQuestion { PhonePatterns = ["%p1%", "%p2%"], Contacts = true }, CancellationToken.None));

        Assert.Equal(FailureClass.Split, e.Failure.Class);
    }

    [Fact]
    public async Task LookUp_ObjectThatIsHidden_IsNamed()
    {
        Script(_ => null, "INVALID_TYPE");

        var e = await Assert.ThrowsAsync<SalesforceException>(
            () => _fixture.Open().LookUpAsync(new LookUpQuestion { Emails = ["a@example.com"], Leads = true }, CancellationToken.None));

        Assert.Equal((FailureClass.Configuration, "INVALID_TYPE"), (e.Failure.Class, e.Failure.Code));
        Assert.Equal(["Lead"], e.Failure.Fields);
        Assert.StartsWith("Lead: ", e.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookUp_LicenceThatIsHidden_IsLeftOutFromThenOn()
    {
        Script(soql => soql.Contains("UserLicense", StringComparison.Ordinal) ? null : Answers.Rows(), "INVALID_FIELD");
        var question = new LookUpQuestion { UserEmails = ["a@example.com"] };

        await _fixture.Open().LookUpAsync(question, CancellationToken.None);
        await _fixture.Open().LookUpAsync(question, CancellationToken.None);

        Assert.Equal(3, _fixture.Server.Requests.Count);
    }

    private static string Contact(int number) =>
        $$"""{"Id":"0035g0000000{{number:D3}}AAA","Email":"a@example.com","Phone":null,"CreatedDate":"2026-05-01T01:23:45.000+0000"}""";

    private static List<string> Queries(ReceivedRequest request)
    {
        using var json = JsonDocument.Parse(request.Body);
        return [.. json.RootElement.GetProperty("compositeRequest").EnumerateArray().Select(s => Uri.UnescapeDataString(s.GetProperty("url").GetString()!.Split("?q=")[1]))];
    }

    /// <summary>Answers each query; null refuses it with the code.</summary>
    private void Script(Func<string, string?> answer, string code = "") =>
        _fixture.Server.Answer = (context, request) => context.JsonAsync(Answers.Composite([.. Queries(request).Select((soql, i) =>
            answer(soql) is { } rows ? Answers.Result(i, rows) : Answers.Result(i, $$"""[{"errorCode":"{{code}}","message":"no"}]""", 400))]));
}
