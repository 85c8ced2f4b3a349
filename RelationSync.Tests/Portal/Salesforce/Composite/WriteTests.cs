using System.Text.Json;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Composite;

public sealed class WriteTests : IAsyncLifetime
{
    private SalesforceFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    [Trait("Rule", "R-D1")]
    public async Task Write_ByMarker_UpsertsAllOfAThousandInOneCallInOrder()
    {
        var next = 0;
        Script(count => $"[{string.Join(',', Enumerable.Range(0, count).Select(_ => Success(next++)))}]");
        var org = _fixture.Open();

        var outcomes = await org.WriteAsync(Samples.Events(1000), byMarker: true, 200, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 1000).Select(Samples.EventId), outcomes.Select(o => o.EventId));
        Assert.Equal(1, org.Calls);
        var subrequests = Subrequests();
        Assert.Equal(5, subrequests.Count);
        Assert.All(subrequests, s => Assert.Equal(
            ("PATCH", "/services/data/v67.0/composite/sobjects/Event/RelationSync_ActionId__c"),
            (s.GetProperty("method").GetString(), s.GetProperty("url").GetString())));
        Assert.Equal("00000000-0000-0000-0000-0000000000c8", subrequests[1].GetProperty("body").GetProperty("records")[0].GetProperty("RelationSync_ActionId__c").GetString());
    }

    [Fact]
    [Trait("Rule", "R-M11")]
    public async Task Write_WithoutMarker_SendsTheFieldsOfAnEvent()
    {
        Script(count => $"[{Success(1)}]");
        var record = Samples.Event(1, "0035g00000aBcDeAAK", "0035g00000fGhIjAAK") with { WhatId = "0065g00000aBcDeAAK" };

        await _fixture.Open().WriteAsync([record], byMarker: false, 200, CancellationToken.None);

        var sub = Assert.Single(Subrequests());
        Assert.Equal(("POST", "/services/data/v67.0/composite/sobjects"), (sub.GetProperty("method").GetString(), sub.GetProperty("url").GetString()));
        Assert.False(sub.GetProperty("body").GetProperty("allOrNone").GetBoolean());
        Assert.Equal(
            """{"attributes":{"type":"Event"},"Subject":"【メール】お問い合わせ 1","OwnerId":"0055g000001AbCdAAK","StartDateTime":"2026-05-01T01:23:45.000Z","EndDateTime":"2026-05-01T01:28:45.000Z","ShowAs":"Free","IsReminderSet":false,"Type":"メール","Description":"本文 \"引用\" \uD83D\uDE00","WhatId":"0065g00000aBcDeAAK","WhoId":"0035g00000aBcDeAAK","EventWhoIds":["0035g00000aBcDeAAK","0035g00000fGhIjAAK"]}""",
            sub.GetProperty("body").GetProperty("records")[0].GetRawText());
    }

    [Fact]
    public async Task Write_NobodyAndNoType_LeavesTheFieldsOut()
    {
        Script(count => $"[{Success(1)}]");

        await _fixture.Open().WriteAsync([Samples.Event() with { Type = null, Description = "" }], byMarker: false, 200, CancellationToken.None);

        var names = Subrequests().Single().GetProperty("body").GetProperty("records")[0].EnumerateObject().Select(p => p.Name);
        Assert.Equal(["attributes", "Subject", "OwnerId", "StartDateTime", "EndDateTime", "ShowAs", "IsReminderSet"], names);
    }

    [Fact]
    public async Task Write_HalfASurrogatePair_IsStillJson()
    {
        Script(count => $"[{Success(1)}]");

        var outcome = Assert.Single(await _fixture.Open().WriteAsync([Samples.Event() with { Description = "a\ud83d" }], false, 200, CancellationToken.None));

        Assert.NotNull(outcome.EventId);
    }

    [Fact]
    public async Task Write_SomeRefused_FailsThoseAlone()
    {
        Script(_ => $$"""
            [{{Success(1)}},
             {"success":false,"errors":[{"statusCode":"FIELD_INTEGRITY_EXCEPTION","message":"Duration must be","fields":["EndDateTime"]}]},
             {"success":false,"errors":[{"statusCode":"UNABLE_TO_LOCK_ROW","message":"lock","fields":[]},{"statusCode":"STRING_TOO_LONG","message":"long","fields":["Subject"]}]},
             {"success":false,"errors":[{"statusCode":"DUPLICATE_VALUE","message":"duplicate value found: F duplicates value on record with id: 00U5g0000000009","fields":[]}]},
             {"success":false,"errors":[]}]
            """);

        var outcomes = await _fixture.Open().WriteAsync(Samples.Events(5), false, 200, CancellationToken.None);

        Assert.Equal(Samples.EventId(1), outcomes[0].EventId);
        Assert.Equal(
            [
                ("FIELD_INTEGRITY_EXCEPTION", FailureClass.Data), ("STRING_TOO_LONG", FailureClass.Data),
                ("DUPLICATE_VALUE", FailureClass.AlreadyDone), ("UNKNOWN_EXCEPTION", FailureClass.TransientCall),
            ],
            outcomes.Skip(1).Select(o => (o.Failure!.Code, o.Failure.Class)));
        Assert.All(outcomes.Skip(1), o => Assert.Equal((WriteCertainty.NotWritten, false), (o.Failure!.Certainty, o.Failure.WholeCall)));
        Assert.Equal(["EndDateTime"], outcomes[1].Failure!.Fields);
    }

    [Fact]
    [Trait("Rule", "R-D1")]
    public async Task Write_FewerResultsThanRecords_LeavesTheRestUnknown()
    {
        Script(_ => $"[{Success(1)}]");

        var outcomes = await _fixture.Open().WriteAsync(Samples.Events(3), false, 200, CancellationToken.None);

        Assert.Equal(Samples.EventId(1), outcomes[0].EventId);
        Assert.All(outcomes.Skip(1), o => Assert.Equal((OwnCodes.InvalidResponse, WriteCertainty.Unknown), (o.Failure!.Code, o.Failure.Certainty)));
    }

    [Fact]
    public async Task Write_OneSubrequestRefused_FailsItsRecordsAlone()
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync(Answers.Composite(
            Answers.Result(2, $"[{Success(5)}]"),
            Answers.Result(0, """[{"errorCode":"INVALID_FIELD","message":"No such column"}]""", 400),
            Answers.Result(1, """[{"errorCode":"UNKNOWN_EXCEPTION","message":"gack"}]""", 500)));

        var outcomes = await _fixture.Open().WriteAsync(Samples.Events(5), false, 2, CancellationToken.None);

        Assert.Equal(
            [
                ("INVALID_FIELD", WriteCertainty.NotWritten), ("INVALID_FIELD", WriteCertainty.NotWritten),
                ("UNKNOWN_EXCEPTION", WriteCertainty.Unknown), ("UNKNOWN_EXCEPTION", WriteCertainty.Unknown),
            ],
            outcomes.Take(4).Select(o => (o.Failure!.Code, o.Failure.Certainty)));
        Assert.All(outcomes.Take(4), o => Assert.True(o.Failure!.WholeCall));
        Assert.Equal(Samples.EventId(5), outcomes[4].EventId);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"compositeResponse":null}""")]
    [InlineData("""{"compositeResponse":[{"referenceId":"r0"}]}""")]
    [InlineData("""{"compositeResponse":[{"referenceId":"r0","httpStatusCode":200,"body":{}}]}""")]
    [InlineData("""{"compositeResponse":[{"referenceId":"r0","httpStatusCode":"200","body":[]}]}""")]
    [InlineData("""{"compositeResponse":[{"referenceId":"r0","httpStatusCode":200,"body":[1]}]}""")]
    [InlineData("""{"compositeResponse":[{"referenceId":"r0","httpStatusCode":200,"body":[{"success":true,"id":"x"}]}]}""")]
    [InlineData("""{"compositeResponse":[{"referenceId":"r0","httpStatusCode":200,"body":[{"success":true,"id":"\ud800"}]}]}""")]
    [InlineData("""{"compositeResponse":[{"referenceId":"r9","httpStatusCode":200,"body":[{"success":true,"id":"00U5g0000000001AAA"}]}]}""")]
    public async Task Write_AnswerOfAnotherShape_IsUnknown(string json)
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync(json);

        var outcome = Assert.Single(await _fixture.Open().WriteAsync([Samples.Event()], false, 200, CancellationToken.None));

        Assert.Equal((OwnCodes.InvalidResponse, WriteCertainty.Unknown), (outcome.Failure!.Code, outcome.Failure.Certainty));
    }

    [Fact]
    public async Task Write_SmallCollections_TakesFurtherCallsAndStopsAfterOneThatFailed()
    {
        _fixture.Server.Answer = (context, _) => context.DropAsync();

        var outcomes = await _fixture.Open().WriteAsync(Samples.Events(7), false, 1, CancellationToken.None);

        Assert.Equal(Enumerable.Repeat(WriteCertainty.Unknown, 5), outcomes.Take(5).Select(o => o.Failure!.Certainty));
        Assert.Equal(Enumerable.Repeat(WriteCertainty.NotWritten, 2), outcomes.Skip(5).Select(o => o.Failure!.Certainty));
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    [Trait("Rule", "R-A2")]
    public async Task Delete_GoneOrNotFound_IsNotCalledDone()
    {
        Script(_ => $$"""
            [{{Success(1)}},
             {"success":false,"errors":[{"statusCode":"ENTITY_IS_DELETED","message":"gone","fields":[]}]},
             {"success":false,"errors":[{"statusCode":"INVALID_CROSS_REFERENCE_KEY","message":"gone","fields":[]}]},
             {"success":false,"errors":[{"statusCode":"INSUFFICIENT_ACCESS_OR_READONLY","message":"no","fields":[]}]}]
            """);
        string[] ids = [Samples.EventId(1), "not an id", Samples.EventId(2), Samples.EventId(3), Samples.EventId(4)];

        var outcomes = await _fixture.Open().DeleteAsync(ids, CancellationToken.None);

        Assert.Equal([ids[0], null, null, null, null], outcomes.Select(o => o.EventId));
        Assert.Equal(["ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY"], outcomes.Skip(2).Take(2).Select(o => o.Failure!.Code));
        Assert.Equal("MALFORMED_ID", outcomes[1].Failure!.Code);
        Assert.Equal(FailureClass.Configuration, outcomes[4].Failure!.Class);
        Assert.Equal(
            $"/services/data/v67.0/composite/sobjects?ids={ids[0]},{ids[2]},{ids[3]},{ids[4]}&allOrNone=false",
            Subrequests().Single().GetProperty("url").GetString());
    }

    private static string Success(int number) => $$"""{"id":"{{Samples.EventId(number)}}","success":true,"errors":[]}""";

    private List<JsonElement> Subrequests() =>
        [.. JsonDocument.Parse(_fixture.Server.Requests.Single().Body).RootElement.GetProperty("compositeRequest").EnumerateArray()];

    private void Script(Func<int, string> body) => _fixture.Server.Answer = (context, request) =>
    {
        using var json = JsonDocument.Parse(request.Body);
        return context.JsonAsync(Answers.Composite([.. json.RootElement.GetProperty("compositeRequest").EnumerateArray().Select((s, i) =>
            Answers.Result(i, body(s.TryGetProperty("body", out var b) ? b.GetProperty("records").GetArrayLength() : 0)))]));
    };
}
