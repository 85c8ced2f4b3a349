using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Http;

/// <summary>What is known of a write after each way in which its answer can go wrong.</summary>
[Trait("Rule", "R-D1")]
public sealed class WriteFaultTests : IAsyncLifetime
{
    private SalesforceFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Write_DroppedPost_IsUnknownAndNeverRepeated()
    {
        var org = _fixture.Open();
        // A first call, so that the second goes over a pooled connection, which a handler may be tempted to repeat on.
        _fixture.Server.Answer = (context, _) => context.JsonAsync(Answers.Composite(Answers.Result(0, "[]")));
        await WriteAsync(org);
        _fixture.Server.Answer = (context, _) => context.DropAsync();

        var failure = await WriteAsync(org);

        Assert.Equal((OwnCodes.ConnectionLost, WriteCertainty.Unknown, FailureClass.TransientCall), (failure.Code, failure.Certainty, failure.Class));
        Assert.True(failure.WholeCall);
        Assert.Equal(2, _fixture.Server.Requests.Count);
        Assert.Equal(2, org.Calls);
    }

    [Fact]
    public async Task Write_CutAnswer_IsUnknown()
    {
        _fixture.Server.Answer = (context, _) => context.CutAsync(Answers.Composite(Answers.Result(0, "[]")));

        Assert.Equal((OwnCodes.ConnectionLost, WriteCertainty.Unknown), await CodeOfWriteAsync());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(420)]
    public async Task Write_Page_IsUnknown(int status)
    {
        _fixture.Server.Answer = (context, _) => context.HtmlAsync(status);

        Assert.Equal(($"HTTP_{status}", WriteCertainty.Unknown), await CodeOfWriteAsync());
    }

    [Fact]
    public async Task Write_PageWith200_IsUnknown()
    {
        _fixture.Server.Answer = (context, _) => context.HtmlAsync(200);

        Assert.Equal((OwnCodes.InvalidResponse, WriteCertainty.Unknown), await CodeOfWriteAsync());
    }

    [Theory]
    [InlineData(503, "SERVER_UNAVAILABLE", FailureClass.TransientCall, WriteCertainty.Unknown)]
    [InlineData(500, "UNKNOWN_EXCEPTION", FailureClass.TransientCall, WriteCertainty.Unknown)]
    [InlineData(500, "FIELD_INTEGRITY_EXCEPTION", FailureClass.TransientCall, WriteCertainty.Unknown)]
    [InlineData(403, "API_DISABLED_FOR_ORG", FailureClass.Blocked, WriteCertainty.NotWritten)]
    [InlineData(400, "JSON_PARSER_ERROR", FailureClass.Data, WriteCertainty.NotWritten)]
    [InlineData(400, "NEVER_HEARD_OF", FailureClass.Unknown, WriteCertainty.NotWritten)]
    [InlineData(410, "UNSUPPORTED_API_VERSION", FailureClass.Configuration, WriteCertainty.NotWritten)]
    public async Task Write_ErrorAnswer_IsClassifiedByItsCode(int status, string code, FailureClass expected, WriteCertainty certainty)
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync($$"""[{"errorCode":"{{code}}","message":"a\r\nb","fields":["X"]}]""", status);

        var failure = await WriteAsync(_fixture.Open());

        Assert.Equal((expected, code, certainty, true), (failure.Class, failure.Code, failure.Certainty, failure.WholeCall));
        Assert.Equal("a  b", failure.Message);
        Assert.Equal(["X"], failure.Fields);
    }

    [Fact]
    [Trait("Rule", "R-L1")]
    public async Task Write_DailyLimit_IsALimit()
    {
        _fixture.Server.Answer = (context, _) =>
        {
            context.Response.Headers.RetryAfter = "120";
            return context.JsonAsync("""[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"TotalRequests Limit exceeded."}]""", 403);
        };

        var failure = await WriteAsync(_fixture.Open());

        Assert.Equal((FailureClass.Limit, WriteCertainty.NotWritten), (failure.Class, failure.Certainty));
        Assert.Equal(TimeSpan.FromMinutes(2), failure.RetryAfter);
    }

    [Fact]
    public async Task Write_NoServer_WasNotWritten()
    {
        var org = _fixture.Get<RelationSync.Portal.Salesforce.SalesforceOrgs>().Open(_fixture.Store.Add("http://127.0.0.1:1/acme"), Guid.NewGuid());

        var failure = await WriteAsync(org);

        Assert.Equal((OwnCodes.ConnectionFailed, WriteCertainty.NotWritten), (failure.Code, failure.Certainty));
        Assert.Equal(0, org.Calls);
    }

    [Fact]
    public async Task Write_NoAnswerInTime_IsTimedOut()
    {
        await using var fixture = await SalesforceFixture.StartAsync("00:00:00.300");
        fixture.Server.Answer = (context, _) => context.HangAsync();

        var failure = await WriteAsync(fixture.Open());

        Assert.Equal((OwnCodes.Timeout, WriteCertainty.TimedOut, FailureClass.TransientCall), (failure.Code, failure.Certainty, failure.Class));
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task Write_BodyThatHangs_IsTimedOut()
    {
        await using var fixture = await SalesforceFixture.StartAsync("00:00:00.300");
        fixture.Server.Answer = async (context, _) =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync("{"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await context.HangAsync();
        };

        Assert.Equal(WriteCertainty.TimedOut, (await WriteAsync(fixture.Open())).Certainty);
    }

    [Fact]
    public async Task Write_StoppedBeforeItWasSent_IsACancellation() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _fixture.Open().WriteAsync([Samples.Event()], true, 200, new CancellationToken(canceled: true)));

    [Fact]
    public async Task Write_StoppedWhileUnderWay_StillGivesItsOutcome()
    {
        using var stop = new CancellationTokenSource();
        _fixture.Server.Answer = async (context, _) =>
        {
            await stop.CancelAsync();
            await context.JsonAsync(Answers.Composite(Answers.Result(0, $$"""[{"id":"{{Samples.EventId(1)}}","success":true,"errors":[]}]""")));
        };

        var outcome = Assert.Single(await _fixture.Open().WriteAsync([Samples.Event()], true, 200, stop.Token));

        Assert.Equal(Samples.EventId(1), outcome.EventId);
    }

    [Fact]
    public async Task Write_StoppedAndNotAnsweredInTheGrace_IsTimedOutAndNoCancellation()
    {
        var time = new FakeTimeProvider();
        await using var fixture = await SalesforceFixture.StartAsync(configure: services => services.AddSingleton<TimeProvider>(time));
        using var stop = new CancellationTokenSource();
        fixture.Server.Answer = async (context, _) =>
        {
            await stop.CancelAsync();
            time.Advance(SalesforceTransport.StopGrace);
            await context.HangAsync();
        };

        var outcome = Assert.Single(await fixture.Open().WriteAsync([Samples.Event()], true, 200, stop.Token));

        Assert.Equal((OwnCodes.Cancelled, WriteCertainty.TimedOut), (outcome.Failure!.Code, outcome.Failure.Certainty));
    }

    [Fact]
    public async Task Write_CircuitOpen_WasNotWritten()
    {
        _fixture.Server.Answer = (context, _) => context.HtmlAsync(503);
        var org = _fixture.Open();
        for (var i = 0; i < TransportSetup.CircuitThroughput; i++)
        {
            await WriteAsync(org);
        }

        var failure = await WriteAsync(org);

        Assert.Equal((OwnCodes.CircuitOpen, WriteCertainty.NotWritten), (failure.Code, failure.Certainty));
    }

    private async Task<(string Code, WriteCertainty Certainty)> CodeOfWriteAsync()
    {
        var failure = await WriteAsync(_fixture.Open());
        return (failure.Code, failure.Certainty);
    }

    private static async Task<SalesforceFailure> WriteAsync(ISalesforceOrg org) =>
        Assert.Single(await org.WriteAsync([Samples.Event()], byMarker: false, 200, CancellationToken.None)).Failure!;
}
