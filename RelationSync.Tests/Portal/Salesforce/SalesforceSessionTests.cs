using RelationSync.Domain.Sync;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce;

public sealed class SalesforceSessionTests : IAsyncLifetime
{
    private const string Expired = """[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]""";

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

    [Fact]
    public async Task Write_RefusedWithANewTokenToo_IsGone()
    {
        _fixture.Server.Answer = (context, request) => request.Path.EndsWith("/token", StringComparison.Ordinal)
            ? context.TokenAsync(_fixture.Server.Url + "/acme", "token-2")
            : context.JsonAsync("""[{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}]""", 401);

        var outcome = Assert.Single(await _fixture.Open().WriteAsync([Samples.Event()], true, 200, CancellationToken.None));

        Assert.Equal((FailureClass.AuthorizationGone, WriteCertainty.NotWritten), (outcome.Failure!.Class, outcome.Failure.Certainty));
        Assert.Single(_fixture.Server.To("/token"));
        Assert.Equal(2, _fixture.Server.To("/composite").Count());
        Assert.Single(_fixture.Store.Gone);
    }

    [Fact]
    public async Task Write_RefusedAndTokenEndpointDown_IsTransientAndNotWritten()
    {
        _fixture.Server.Answer = (context, request) => request.Path.EndsWith("/token", StringComparison.Ordinal)
            ? context.HtmlAsync(503)
            : context.JsonAsync(Expired, 401);

        var outcome = Assert.Single(await _fixture.Open().WriteAsync([Samples.Event()], true, 200, CancellationToken.None));

        Assert.Equal((FailureClass.TransientCall, WriteCertainty.NotWritten), (outcome.Failure!.Class, outcome.Failure.Certainty));
        Assert.Empty(_fixture.Store.Gone);
    }
}
