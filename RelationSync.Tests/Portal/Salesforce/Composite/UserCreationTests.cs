using System.Text.Json;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Composite;

[Trait("Rule", "R-O3")]
public sealed class UserCreationTests : IAsyncLifetime
{
    private const string Other = "00e5g000001AbCdAAK";
    private const string Second = "00e5g000002AbCdAAK";
    private const string First = "00e5g000003AbCdAAK";

    private SalesforceFixture _fixture = null!;
    private string _profiles = Answers.Rows(Profile(Other, "連携"), Profile(Second, "Salesforce API Only System Integrations"), Profile(First, "Minimum Access - API Only Integrations"));
    private Func<int, string> _result = i => Answers.Result(i, $$"""{"id":"0055g00000{{i:D5}}AAA","success":true,"errors":[]}""", 201);

    public async Task InitializeAsync()
    {
        _fixture = await SalesforceFixture.StartAsync();
        _fixture.Server.Answer = (context, request) => context.JsonAsync(request.Method == "GET"
            ? _profiles
            : Answers.Composite([.. Enumerable.Range(0, JsonDocument.Parse(request.Body).RootElement.GetProperty("compositeRequest").GetArrayLength()).Select(_result)]));
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Create_Users_GoesInBatchesOnTheIntegrationProfile()
    {
        var org = _fixture.Open();

        var outcomes = await org.CreateUsersAsync([.. Enumerable.Range(0, 30).Select(User)], CancellationToken.None);

        Assert.Equal(30, outcomes.Count(o => o.UserId is not null));
        Assert.Equal(3, org.Calls);
        var sub = JsonDocument.Parse(_fixture.Server.Requests.ElementAt(1).Body).RootElement.GetProperty("compositeRequest")[1];
        Assert.Equal(("POST", "/services/data/v67.0/sobjects/User"), (sub.GetProperty("method").GetString(), sub.GetProperty("url").GetString()));
        Assert.Equal(
            $$"""{"Username":"u1@example.com.x","Email":"u1@example.com","LastName":"山田","FirstName":"太郎","Alias":"u1","ProfileId":"{{First}}","TimeZoneSidKey":"Asia/Tokyo","LocaleSidKey":"ja_JP","LanguageLocaleKey":"ja","EmailEncodingKey":"UTF-8"}""",
            sub.GetProperty("body").GetRawText());
    }

    [Fact]
    public async Task Create_Again_KnowsTheProfile()
    {
        await _fixture.Open().CreateUsersAsync([User(1)], CancellationToken.None);
        await _fixture.Open().CreateUsersAsync([User(2)], CancellationToken.None);

        Assert.Single(_fixture.Server.Requests, r => r.Method == "GET");
    }

    [Fact]
    [Trait("Rule", "R-E3")]
    public async Task Create_SessionRunOutOnOne_IsRenewedAndThatOneCreatedAgain()
    {
        const string RanOut = """[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]""";
        var answered = 0;
        var scripted = _fixture.Server.Answer;
        _fixture.Server.Answer = (context, request) =>
            request.Path.EndsWith("/token", StringComparison.Ordinal) ? context.TokenAsync(_fixture.Server.Url + "/acme", "token-2", "refresh-2") : scripted(context, request);
        var created = _result;
        _result = i => answered++ == 1 ? Answers.Result(i, RanOut, 401) : created(i);

        var outcomes = await _fixture.Open().CreateUsersAsync([User(1), User(2)], CancellationToken.None);

        Assert.All(outcomes, o => Assert.NotNull(o.UserId));
        var (first, again) = (_fixture.Server.To("/composite").First().Body, _fixture.Server.To("/composite").Last().Body);
        Assert.True(first.Contains("u1@", StringComparison.Ordinal) && !again.Contains("u1@", StringComparison.Ordinal));
        Assert.Single(_fixture.Server.To("/token"));
    }

    [Fact]
    public async Task Create_OnlyAnotherProfile_UsesIt()
    {
        _profiles = Answers.Rows(Profile(Other, "連携"));

        await _fixture.Open().CreateUsersAsync([User(1)], CancellationToken.None);

        Assert.Contains(Other, _fixture.Server.Requests.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_NoProfile_IsALastingFailure()
    {
        _profiles = Answers.Rows();

        var outcome = Assert.Single(await _fixture.Open().CreateUsersAsync([User(1)], CancellationToken.None));

        Assert.Equal((FailureClass.Data, OwnCodes.NoIntegrationProfile), (outcome.Failure!.Class, outcome.Failure.Code));
    }

    [Fact]
    [Trait("Rule", "R-O4")]
    public async Task Create_OneRefused_FailsItAlone()
    {
        var good = _result;
        _result = i => i == 1 ? Answers.Result(i, """[{"message":"License Limit Exceeded","errorCode":"LICENSE_LIMIT_EXCEEDED","fields":[]}]""", 400) : good(i);

        var outcomes = await _fixture.Open().CreateUsersAsync([User(1), User(2), User(3)], CancellationToken.None);

        Assert.Equal([null, "LICENSE_LIMIT_EXCEEDED", null], outcomes.Select(o => o.Failure?.Code));
        Assert.Equal((FailureClass.Data, false), (outcomes[1].Failure!.Class, outcomes[1].Failure!.WholeCall));
    }

    [Fact]
    public async Task Create_AnswerLost_IsUnknown()
    {
        await _fixture.Open().CreateUsersAsync([User(1)], CancellationToken.None);
        _fixture.Server.Answer = (context, _) => context.DropAsync();

        var outcome = Assert.Single(await _fixture.Open().CreateUsersAsync([User(1)], CancellationToken.None));

        Assert.Equal(WriteCertainty.Unknown, outcome.Failure!.Certainty);
    }

    private static string Profile(string id, string name) => $$"""{"Id":"{{id}}","Name":"{{name}}"}""";

    private static NewUser User(int number) => new($"u{number}@example.com", $"u{number}@example.com.x", "山田", "太郎", $"u{number}");
}
