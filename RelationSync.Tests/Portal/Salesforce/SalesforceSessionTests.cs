using Microsoft.AspNetCore.Http;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce;

public sealed class SalesforceSessionTests : IAsyncLifetime
{
    private const string Expired = """[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]""";

    private const string RanOut = """{"success":false,"errors":[{"statusCode":"INVALID_SESSION_ID","message":"Session expired or invalid","fields":[]}]}""";

    private SalesforceFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Write_TokenRunOut_IsRenewedAndRepeatedOnce()
    {
        _fixture.Server.Answer = (context, request) =>
            request.Path.EndsWith("/token", StringComparison.Ordinal) ? context.TokenAsync(_fixture.Server.Url + "/acme", "token-2", "refresh-2")
            : request.Authorization == "Bearer token-2" ? context.JsonAsync(
                Answers.Composite(Answers.Result(0, $$"""[{"id":"{{Samples.EventId(1)}}","success":true,"errors":[],"created":true}]""")))
            : context.JsonAsync(Expired, 401);
        var org = _fixture.Open();

        var outcome = Assert.Single(await org.WriteAsync([Samples.Event()], true, 200, CancellationToken.None));

        Assert.Equal(Samples.EventId(1), outcome.EventId);
        Assert.Equal(3, _fixture.Server.Requests.Count);
        Assert.Single(_fixture.Server.To("/composite").Select(r => r.Body).Distinct());
    }

    /// <summary>One record's or one subrequest's word renews the token, once; it never ends the authorisation.</summary>
    [Theory]
    [Trait("Rule", "R-E3")]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Write_SessionRunOutOnARecord_IsRenewedAndThatRecordWrittenAgain(bool ofOneRecord, bool alwaysRefused)
    {
        _fixture.Server.Answer = (context, request) =>
            request.Path.EndsWith("/token", StringComparison.Ordinal) ? context.TokenAsync(_fixture.Server.Url + "/acme", "token-2", "refresh-2")
            : request.Authorization == "Bearer token-2" && !alwaysRefused ? context.JsonAsync(Answers.Composite(Answers.Result(0, $"[{Done(2)}]")))
            : ofOneRecord ? context.JsonAsync(Answers.Composite(Answers.Result(
                0, request.Authorization == "Bearer token-1" ? $"[{Done(1)},{RanOut}]" : $"[{RanOut}]")))
            : context.JsonAsync(Answers.Composite(Answers.Result(0, Expired, 401)));

        var outcomes = await _fixture.Open().WriteAsync(Samples.Events(ofOneRecord ? 2 : 1), true, 200, CancellationToken.None);

        var last = outcomes[^1];
        Assert.Equal(alwaysRefused ? null : Samples.EventId(2), last.EventId);
        Assert.True(last.Failure is null or { Class: FailureClass.TransientRecord or FailureClass.TransientCall, Certainty: WriteCertainty.NotWritten });
        Assert.Equal(ofOneRecord ? Samples.EventId(1) : last.EventId, outcomes[0].EventId);
        Assert.Single(_fixture.Server.To("/token"));
        Assert.Equal(2, _fixture.Server.To("/composite").Count());
        Assert.Empty(_fixture.Store.Refused);
    }

    [Fact]
    [Trait("Rule", "R-E3")]
    public async Task LookUp_SessionRunOutOnASubrequest_IsRenewedAndAskedAgain()
    {
        _fixture.Server.Answer = (context, request) =>
            request.Path.EndsWith("/token", StringComparison.Ordinal) ? context.TokenAsync(_fixture.Server.Url + "/acme", "token-2", "refresh-2")
            : request.Authorization == "Bearer token-2" ? context.JsonAsync(Answers.Composite(Answers.Result(0, Answers.Rows())))
            : context.JsonAsync(Answers.Composite(Answers.Result(0, Expired, 401)));

        await _fixture.Open().LookUpAsync(new LookUpQuestion { UserEmails = ["a@example.com"] }, CancellationToken.None);

        Assert.Single(_fixture.Server.To("/token"));
        Assert.Equal(2, _fixture.Server.To("/composite").Count());
    }

    [Fact]
    public async Task Write_RefusedWithANewTokenToo_IsNotedOnce()
    {
        _fixture.Server.Answer = (context, request) => request.Path.EndsWith("/token", StringComparison.Ordinal)
            ? context.TokenAsync(_fixture.Server.Url + "/acme", "token-2")
            : context.JsonAsync("""[{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}]""", 401);

        var outcome = Assert.Single(await _fixture.Open().WriteAsync([Samples.Event()], true, 200, CancellationToken.None));

        Assert.Equal((FailureClass.AuthorizationGone, WriteCertainty.NotWritten), (outcome.Failure!.Class, outcome.Failure.Certainty));
        Assert.Single(_fixture.Server.To("/token"));
        Assert.Equal(2, _fixture.Server.To("/composite").Count());
        Assert.Single(_fixture.Store.Refused);
    }

    [Theory]
    [Trait("Rule", "R-A6")]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    [InlineData(404)]
    public async Task Write_OrgHasMoved_GoesWhereTheNewTokenSaysAndNeverWhereTheAnswerSays(int status)
    {
        _fixture.Server.Answer = (context, request) =>
        {
            context.Response.Headers.Location = _fixture.Server.Url + "/evil";
            return request.Path.EndsWith("/token", StringComparison.Ordinal) ? context.TokenAsync(_fixture.Server.Url + "/elsewhere", "token-2")
                : request.Path.StartsWith("/elsewhere/", StringComparison.Ordinal) ? context.JsonAsync(
                    Answers.Composite(Answers.Result(0, $$"""[{"id":"{{Samples.EventId(1)}}","success":true,"errors":[],"created":true}]""")))
                : context.HtmlAsync(status);
        };

        var outcome = Assert.Single(await _fixture.Open().WriteAsync([Samples.Event()], true, 200, CancellationToken.None));

        Assert.Equal(Samples.EventId(1), outcome.EventId);
        Assert.Single(_fixture.Server.To("/token"));
        Assert.Empty(_fixture.Server.To("/evil"));
    }

    [Theory]
    [Trait("Rule", "R-A6")]
    [InlineData(302)]
    [InlineData(404)]
    public async Task Write_OrgSaysItHasMovedButHasNot_IsTransientAndNotWrittenAndRenewedOnce(int status)
    {
        _fixture.Server.Answer = (context, request) => request.Path.EndsWith("/token", StringComparison.Ordinal)
            ? context.TokenAsync(_fixture.Server.Url + "/acme", "token-2")
            : context.HtmlAsync(status);
        var org = _fixture.Open();

        var first = Assert.Single(await org.WriteAsync([Samples.Event()], true, 200, CancellationToken.None));
        var second = Assert.Single(await org.WriteAsync([Samples.Event()], true, 200, CancellationToken.None));

        Assert.All([first, second], o => Assert.Equal(
            (FailureClass.TransientCall, $"HTTP_{status}", WriteCertainty.NotWritten), (o.Failure!.Class, o.Failure.Code, o.Failure.Certainty)));
        Assert.Single(_fixture.Server.To("/token"));
    }

    [Fact]
    [Trait("Rule", "R-A6")]
    public async Task Write_HostExistsNoMore_IsFoundAgainTheSecondTime()
    {
        var id = _fixture.Store.Add(_fixture.Server.Url + "/acme");
        _fixture.Store[id] = _fixture.Store[id] with { InstanceUrl = "http://127.0.0.1:1/acme" };
        _fixture.Server.Answer = (context, request) => request.Path.EndsWith("/token", StringComparison.Ordinal)
            ? context.TokenAsync(_fixture.Server.Url + "/acme", "token-2")
            : context.JsonAsync(Answers.Composite(Answers.Result(0, $$"""[{"id":"{{Samples.EventId(1)}}","success":true,"errors":[],"created":true}]""")));
        var orgs = _fixture.Get<RelationSync.Portal.Salesforce.SalesforceOrgs>();

        var first = Assert.Single(await orgs.Open(id, Guid.NewGuid()).WriteAsync([Samples.Event()], true, 200, CancellationToken.None));
        var second = Assert.Single(await orgs.Open(id, Guid.NewGuid()).WriteAsync([Samples.Event()], true, 200, CancellationToken.None));

        Assert.Equal(WriteCertainty.NotWritten, first.Failure!.Certainty);
        Assert.Equal(Samples.EventId(1), second.EventId);
    }

    [Theory]
    [Trait("Rule", "R-A7")]
    [InlineData("API_DISABLED_FOR_ORG")]
    [InlineData("API_CURRENTLY_DISABLED")]
    public async Task Write_ApiIsRefused_IsBlockedAndNoted(string code)
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync($$"""[{"errorCode":"{{code}}","message":"no"}]""", 403);

        var outcome = Assert.Single(await _fixture.Open().WriteAsync([Samples.Event()], true, 200, CancellationToken.None));

        Assert.Equal((FailureClass.Blocked, true), (outcome.Failure!.Class, outcome.Failure.IsNoted));
        Assert.Equal(code, Assert.Single(_fixture.Store.Refused).Code);
    }

    [Fact]
    [Trait("Rule", "R-A7")]
    public async Task Soap_ApiIsRefused_IsBlockedAndNoted()
    {
        _fixture.Server.Answer = (context, _) =>
        {
            context.Response.StatusCode = 500;
            context.Response.ContentType = "text/xml";
            return context.Response.WriteAsync(
                """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>sf:API_DISABLED_FOR_ORG</faultcode><faultstring>no</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>""");
        };

        var outcome = await _fixture.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Equal((FailureClass.Blocked, true), (outcome.Failure!.Class, outcome.Failure.IsNoted));
        Assert.Single(_fixture.Store.Refused);
    }

    [Fact]
    public async Task Write_RefusedAndTokenEndpointDown_IsTransientAndNotWritten()
    {
        _fixture.Server.Answer = (context, request) => request.Path.EndsWith("/token", StringComparison.Ordinal)
            ? context.HtmlAsync(503)
            : context.JsonAsync(Expired, 401);

        var outcome = Assert.Single(await _fixture.Open().WriteAsync([Samples.Event()], true, 200, CancellationToken.None));

        Assert.Equal((FailureClass.TransientCall, WriteCertainty.NotWritten), (outcome.Failure!.Class, outcome.Failure.Certainty));
        Assert.Empty(_fixture.Store.Refused);
    }

    private static string Done(int number) => $$"""{"id":"{{Samples.EventId(number)}}","success":true,"errors":[],"created":true}""";
}
