using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Api;

public sealed class ReadBackApiTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Connections_Present_AreABareArrayWithStateAndCounts()
    {
        var inbox = _host.Store.AddInbox("support");
        _host.Store.AddConnection(inbox, c => c.Authorization.GoneAt = TestStore.Now);
        _host.Store.AddAction(inbox, ActionStatus.Held, age: TimeSpan.FromSeconds(90));
        _host.Store.AddAction(inbox, ActionStatus.Held, due: TimeSpan.FromSeconds(30));
        _host.Store.AddAction(inbox, ActionStatus.Failed);

        var connection = Assert.Single((await _host.GetAsync("/api/v1/connections")).EnumerateArray());

        Assert.Equal("support", connection.GetProperty("inbox").GetString());
        Assert.Equal("authorization_expired", connection.GetProperty("state").GetString());
        Assert.Equal("both", connection.GetProperty("targets").GetString());
        Assert.Equal(1, connection.GetProperty("pending").GetInt32());
        Assert.Equal(1, connection.GetProperty("failed").GetInt32());
        Assert.Equal(90, connection.GetProperty("oldest_pending_seconds").GetInt64());
    }

    [Fact]
    [Trait("Rule", "R-A7")]
    public async Task Connections_Blocked_SayTheirState()
    {
        _host.Store.AddConnection(_host.Store.AddInbox("support"), c => c.Authorization.BlockedAt = TestStore.Now);

        var connection = Assert.Single((await _host.GetAsync("/api/v1/connections")).EnumerateArray());

        Assert.Equal("blocked", connection.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Actions_MoreThanLimit_ComeInPagesInOrderOfArrival()
    {
        var inbox = _host.Store.AddInbox("support");
        var ids = Enumerable.Range(0, 5).Select(_ => _host.Store.AddAction(inbox).Id).ToList();

        var seen = new List<Guid>();
        var next = (string?)"";
        while (next is not null)
        {
            var page = await _host.GetAsync($"/api/v1/actions?inbox=support&limit=2&after={next}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(ids, seen);
    }

    [Fact]
    public async Task Actions_Synced_HaveTimesInUtcAndTheirEvent()
    {
        var inbox = _host.Store.AddInbox("support");
        _host.Store.AddAction(inbox, ActionStatus.Synced, activity: "msg-20451-3");

        var page = await _host.GetAsync("/api/v1/actions?status=synced&activity_id=msg-20451-3");

        var action = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal("mail", action.GetProperty("channel").GetString());
        Assert.Equal("2026-11-24T05:29:00Z", action.GetProperty("trigger_at").GetString());
        Assert.Equal("2026-11-24T05:30:00Z", action.GetProperty("synced_at").GetString());
        Assert.StartsWith("00U", action.GetProperty("salesforce_event_id").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, action.GetProperty("attempts").GetInt32());
        Assert.Equal(JsonValueKind.Null, action.GetProperty("last_error").ValueKind);
    }

    [Fact]
    public async Task Errors_FilteredBySeverityCategoryAndTime_AreHalfOpen()
    {
        var inbox = _host.Store.AddInbox("support");
        _host.Store.AddError(inbox, at: TestStore.Now.AddHours(-1));
        _host.Store.AddError(inbox, at: TestStore.Now);
        _host.Store.AddError(inbox, LogSeverity.Warning, LogCategory.DuplicateRule, "X", TestStore.Now.AddHours(-1));

        var page = await _host.GetAsync(
            "/api/v1/errors?inbox=support&severity=error&category=validation&from=2026-11-24T13:30:00%2B09:00&to=2026-11-24T05:30:00Z");

        var error = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal("2026-11-24T04:30:00Z", error.GetProperty("at").GetString());
        Assert.Equal("REQUIRED_FIELD_MISSING", error.GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("action_id").ValueKind);
    }

    [Fact]
    [Trait("Rule", "R-E4")]
    public async Task Errors_ByState_AreOpenClosedOrSettled()
    {
        var inbox = _host.Store.AddInbox("support");
        long[] seqs = [_host.Store.AddError(inbox, code: "OPEN").Seq, _host.Store.AddError(inbox, code: "CLOSED").Seq, _host.Store.AddError(inbox, code: "SETTLED").Seq];
        await _host.Store.ExecuteAsync(FormattableString.Invariant($"""UPDATE "LogEntries" SET "ClosedAt" = {TestStore.Now.UtcTicks} WHERE "Seq" >= {seqs[1]}"""));
        await _host.Store.ExecuteAsync(FormattableString.Invariant($"""UPDATE "LogEntries" SET "SettledAt" = {TestStore.Now.UtcTicks} WHERE "Seq" = {seqs[2]}"""));

        var all = (await _host.GetAsync("/api/v1/errors")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["open", "closed", "settled"], all.Select(e => e.GetProperty("state").GetString()));
        Assert.Equal([null, "2026-11-24T05:30:00Z", "2026-11-24T05:30:00Z"], all.Select(e => e.GetProperty("closed_at").GetString()));
        foreach (var state in new[] { "open", "closed", "settled" })
        {
            var one = Assert.Single((await _host.GetAsync($"/api/v1/errors?inbox=support&state={state}")).GetProperty("items").EnumerateArray());
            Assert.Equal(state, one.GetProperty("state").GetString());
            Assert.Equal(state.ToUpperInvariant(), one.GetProperty("code").GetString());
        }
    }

    [Theory]
    [InlineData(null, "行動に、空欄にできない項目があります")]
    [InlineData("en", "Event has a required field")]
    public async Task Errors_Guidance_IsInTheLanguageAskedFor(string? language, string expected)
    {
        _host.Store.AddError(_host.Store.AddInbox("support"));
        if (language is not null)
        {
            _host.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        }

        var page = await _host.GetAsync("/api/v1/errors");

        var guidance = page.GetProperty("items")[0].GetProperty("guidance").GetString();
        Assert.StartsWith(expected, guidance, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/actions?limit=0", "limit")]
    [InlineData("/api/v1/actions?limit=1001", "limit")]
    [InlineData("/api/v1/actions?limit=ten", "limit")]
    [InlineData("/api/v1/actions?after=-1", "after")]
    [InlineData("/api/v1/actions?status=done", "status")]
    [InlineData("/api/v1/actions?status=synced&status=failed", "status")]
    [InlineData("/api/v1/actions?inbox=nobody", "inbox")]
    [InlineData("/api/v1/actions?activityId=x", "activityId")]
    [InlineData("/api/v1/errors?severity=fatal", "severity")]
    [InlineData("/api/v1/errors?category=Other", "category")]
    [InlineData("/api/v1/errors?state=resolved", "state")]
    [InlineData("/api/v1/errors?from=2026-11-24", "from")]
    [InlineData("/api/v1/errors?to=2026-11-24T05:30:00", "to")]
    public async Task Parameter_Unusable_IsNamedWithWhatIsAllowed(string path, string parameter)
    {
        var response = await _host.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("errors").TryGetProperty(parameter, out _));
        Assert.StartsWith(parameter, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/connections")]
    [InlineData("/api/v1/actions")]
    [InlineData("/api/v1/errors")]
    public async Task Anybody_NotSignedIn_IsRefused(string path)
    {
        await using var host = await ApiHost.StartAsync(signedIn: false);

        var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
