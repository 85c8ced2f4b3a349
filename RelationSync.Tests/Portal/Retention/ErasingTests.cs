using System.Text;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Search;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Retention;

/// <summary>Contents go a set time after an action is over, and are then nowhere in the file.</summary>
public sealed class ErasingTests : IDisposable
{
    private const string Subject = "件名-himitsu";
    private const string Body = "本文-himitsu";
    private const string Customer = "himitsu@customer.example";

    private static readonly SalesforceFailure Refused = new(FailureClass.Data, "FIELD_CUSTOM_VALIDATION_EXCEPTION", $"no: {Customer}", []);
    private readonly SyncHarness _sync = new();

    public ErasingTests() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public void Dispose() => _sync.Dispose();

    [Fact]
    public async Task Synced_AfterItsTime_IsGoneFromTheFileAndItsIdentityIsKnown()
    {
        await SendAsync("m1");
        await _sync.PassHoldsAndDrainAsync();

        await PassDaysAsync(29);
        Assert.Equal(Subject, (await _sync.ActionAsync()).Subject);
        Assert.True(FileHas(Body));

        await PassDaysAsync(2);
        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Synced, null, null), (action.Status, action.Subject, action.CustomerKey));
        Assert.NotNull(action.ErasedAt);
        Assert.NotNull(action.EventId);
        Assert.Equal("sato@example.com", action.OperatorEmail);
        Assert.All([Subject, Body, Customer, "佐藤"], text => Assert.False(FileHas(text), text));
        Assert.Equal(RelationSync.Portal.Intake.IntakeStatus.Duplicate, await SendAsync("m1"));
        Assert.False(FileHas(Body));
    }

    [Fact]
    public async Task Many_AfterTheirTime_LeaveNoTraceInTheFile()
    {
        for (var batch = 0; batch < 12; batch++)
        {
            await _sync.PostAllAsync([.. Enumerable.Range(0, 100).Select(i => Mail($"m{batch}-{i}", new string('x', i * 37) + Body, Subject + new string('件', i % 90)))]);
            await _sync.PassHoldsAndDrainAsync();
        }

        await PassDaysAsync(31);

        Assert.Equal(1200, _sync.Org.Events.Count);
        Assert.All(await _sync.ActionsAsync(), a => Assert.NotNull(a.ErasedAt));
        Assert.All([Subject, Body, Customer], text => Assert.False(FileHas(text), text));
    }

    [Fact]
    public async Task Failed_KeepsItsContentUntilItIsSettled()
    {
        _sync.Org.Refusal = _ => Refused;
        await SendAsync("m1");
        await _sync.PassHoldsAndDrainAsync();

        await PassDaysAsync(60);
        Assert.Equal(Subject, (await _sync.ActionAsync()).Subject);

        var settledAt = _sync.Clock.GetUtcNow();
        await _sync.Store.WriteAsync((db, token) => db.LogEntries.ExecuteUpdateAsync(s => s.SetProperty(e => e.SettledAt, settledAt), token), default);
        await PassDaysAsync(29);
        Assert.Equal(Subject, (await _sync.ActionAsync()).Subject);

        await PassDaysAsync(2);
        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Failed, null, null), (action.Status, action.Subject, action.CustomerKey));
        Assert.False(FileHas(Body));
        Assert.All(await _sync.Store.ReadAsync((db, token) => db.Attempts.ToListAsync(token), default), a => Assert.Equal((Refused.Code, ""), (a.Code, a.Message)));
        Assert.Equal(Subject, Assert.Single(await _sync.LogAsync()).Subject);
        Assert.False(action.Retry(settledAt));
    }

    [Fact]
    public async Task Failed_TriedAgain_IsOverOnlyThen()
    {
        _sync.Org.Refusal = _ => Refused;
        await SendAsync("m1");
        await _sync.PassHoldsAndDrainAsync();
        await PassDaysAsync(40);
        _sync.Org.Refusal = _ => null;
        await _sync.Store.WriteAsync(async (db, token) => (await db.Actions.SingleAsync(token)).Retry(_sync.Clock.GetUtcNow()), default);
        await _sync.DrainAsync();

        Assert.Equal(Body, Assert.Single(_sync.Org.Events).Record.Description);
        await PassDaysAsync(29);
        Assert.Null((await _sync.ActionAsync()).ErasedAt);
        await PassDaysAsync(2);
        Assert.NotNull((await _sync.ActionAsync()).ErasedAt);
    }

    [Fact]
    public async Task Waiting_HoweverLong_KeepsItsContent()
    {
        _sync.Org.CallFailure = () => new SalesforceFailure(FailureClass.AuthorizationGone, "invalid_grant", "gone", [], WholeCall: true);
        await SendAsync("m1");
        await _sync.PassHoldsAndDrainAsync();

        await PassDaysAsync(100);

        Assert.Null((await _sync.ActionAsync()).ErasedAt);
        _sync.Org.CallFailure = () => null;
        await _sync.Store.WriteAsync((db, token) => db.Authorizations.ExecuteUpdateAsync(s => s.SetProperty(a => a.Refusals, 0), token), default);
        await _sync.DrainAsync();
        Assert.Equal(Body, Assert.Single(_sync.Org.Events).Record.Description);
    }

    [Fact]
    public async Task ResultOfARetry_ThatIsNeverClosed_GoesAfterAMonth()
    {
        var run = new RetryRun { Id = Guid.NewGuid(), Severity = LogSeverity.Error, Category = LogCategory.Validation, Code = "X", At = _sync.Clock.GetUtcNow(), By = "sato@example.com" };
        await _sync.Store.WriteAsync(
            (db, _) =>
            {
                db.Add(run);
                db.AddRange(Enumerable.Range(0, 1200).Select(_ => new RetriedAction { RunId = run.Id, ActionId = Guid.NewGuid() }));
                return Task.FromResult(0);
            },
            default);

        await PassDaysAsync(29);
        Assert.Equal((1, 1200), await CountAsync());
        await PassDaysAsync(2);

        Assert.Equal((0, 0), await CountAsync());
        Task<(int, int)> CountAsync() => _sync.Store.ReadAsync(async (db, token) => (await db.RetryRuns.CountAsync(token), await db.RetriedActions.CountAsync(token)), default);
    }

    [Fact]
    public async Task Half_WaitsWithItsContentAndIsErasedAfterItWasGivenUp()
    {
        await _sync.PostAsync($$"""
            {"id":"c1","type":"call.recorded","channel":"call","activity_id":"c","occurred_at":"{{_sync.Now}}","operator":{"email":"sato@example.com"},"data":{"body":"{{Body}}"} }
            """);

        await PassDaysAsync(29);
        Assert.Equal(ActionStatus.Half, (await _sync.ActionAsync()).Status);
        await PassDaysAsync(30);
        Assert.Equal((ActionStatus.Cancelled, (DateTimeOffset?)null), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).ErasedAt));
        await PassDaysAsync(3);

        Assert.NotNull((await _sync.ActionAsync()).ErasedAt);
        Assert.False(FileHas(Body));
    }

    [Fact]
    public async Task CancelledSend_IsErasedToo()
    {
        await SendAsync("m1");
        await _sync.CancelSendAsync("m1");

        await PassDaysAsync(31);

        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
        Assert.False(FileHas(Body));
    }

    [Fact]
    public async Task LogEntries_AfterAYear_AreGone()
    {
        _sync.Org.Refusal = _ => Refused;
        await SendAsync("m1");
        await _sync.PassHoldsAndDrainAsync();

        await PassDaysAsync(364);
        Assert.Equal(LogCategory.Validation, Assert.Single(await _sync.LogAsync()).Category);
        await PassDaysAsync(2);

        Assert.Empty(await _sync.LogAsync());
        Assert.All([Subject, Body, Customer], text => Assert.False(FileHas(text), text));
    }

    [Fact]
    public async Task Erased_WithinADay_AreGoneFromTheIndexToo()
    {
        var rare = string.Concat(Enumerable.Range(0, 40).Select(i => (char)('ꔀ' + i)));
        var pieces = SearchText.Pairs(rare).Skip(1).Concat(SearchText.Triples(rare)).ToList();
        await SendManyAsync("old", 20, rare);
        await PassDaysAsync(20);
        await SendManyAsync("new", 1000, "お見積り");
        await IndexAsync();

        await PassDaysAsync(11);
        Assert.Equal(20, (await _sync.ActionsAsync()).Count(a => a.ErasedAt is not null));
        Assert.NotEqual(0, await IndexAsync());

        // Nobody finds them any more, and yet their grams are there.
        Assert.InRange(CountInFile(pieces), pieces.Count / 2, pieces.Count);
        _sync.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await _sync.Retention.RunAsync(default)).IndexSteps > 0);

        Assert.InRange(CountInFile(pieces), 0, pieces.Count / 10);
        Assert.Equal((20, 1000), (await CountAsync("old"), await CountAsync("new")));
        _sync.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await _sync.Retention.RunAsync(default)).IndexSteps);
    }

    [Fact]
    public async Task Index_MergedToday_IsNotMergedAgainBeforeTomorrow()
    {
        await SendManyAsync("m", 100, Subject);
        await IndexAsync();
        Assert.True(await MergesAfterTakingOutAsync(1));
        Assert.False(await MergesAfterTakingOutAsync(2));
        _sync.Clock.Advance(TimeSpan.FromHours(23));
        Assert.False(await MergesAfterTakingOutAsync(3));
        _sync.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await MergesAfterTakingOutAsync(4));

        async Task<bool> MergesAfterTakingOutAsync(long seq)
        {
            await _sync.Store.WriteAsync((db, token) => db.Database.ExecuteSqlAsync($"""DELETE FROM "ActionIndex" WHERE rowid = {seq}""", token), default);
            return (await _sync.Retention.RunAsync(default)).IndexSteps > 0;
        }
    }

    [Fact]
    public async Task Index_OfAStoreWithoutErasures_IsLeftAsItIs()
    {
        await SendAsync("m1");
        await _sync.PassHoldsAndDrainAsync();
        await IndexAsync();

        Assert.Equal(0, (await _sync.Retention.RunAsync(default)).IndexSteps);
    }

    /// <summary>Sends so many, each synced.</summary>
    private async Task SendManyAsync(string activity, int count, string subject)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(100))
        {
            await _sync.PostAllAsync([.. batch.Select(i => Mail($"{activity}-{i}", Body, $"{subject} {i * 7919} {new string('件', i % 90)}"))]);
            await _sync.PassHoldsAndDrainAsync();
        }
    }

    /// <summary>All in one segment of the index.</summary>
    private Task<int> IndexAsync() => new ActionIndexer(_sync.Store, _sync.Clock) { Patience = TimeSpan.Zero, LeaveOut = 0, Batch = 5000 }.RunAsync(default);

    /// <summary>How many actions the index itself knows by this text.</summary>
    private Task<int> CountAsync(string text) => _sync.Store.ReadAsync(
        (db, _) =>
        {
            var (sql, parameters, values, _) = db.Dialect.ActionIndex.Find(db, new IndexQuestion([], [text], null), 1, newestFirst: false);
            using var count = new PreparedSql(db, sql, ["@low", "@high", "@most", .. parameters]);
            return Task.FromResult(count.Read(r => r.GetInt64(0), [1L, 1_000_000L, 10_000, .. values(1, 1_000_000)]).Count);
        },
        default);

    /// <summary>How many of these grams stand in the file: by their last five digits, for the index leaves out what a word shares with its neighbour. A few may be there by chance.</summary>
    private int CountInFile(List<int> grams) => grams.Count(gram => FileHas(gram.ToString("x8", System.Globalization.CultureInfo.InvariantCulture)[3..]));

    private Task<RelationSync.Portal.Intake.IntakeStatus> SendAsync(string activity) => _sync.PostAsync(Mail(activity, Body));

    private static string Mail(string activity, string body, string subject = Subject) => $$"""
        {"id":"{{activity}}-sent","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"2026-11-23T01:00:00Z",
         "operator":{"email":"sato@example.com","name":"佐藤"},"note":"{{Body}}","data":{"subject":"{{subject}}","body":"{{body}}","to":["{{Customer}}"]} }
        """;

    private async Task PassDaysAsync(int days)
    {
        for (var left = days; left > 0; left -= 10)
        {
            _sync.Clock.Advance(TimeSpan.FromDays(Math.Min(left, 10)));
            await _sync.DueWork.GiveUpHalvesAsync(default);
            await _sync.Retention.RunAsync(default);
        }
    }

    /// <summary>Whether the text is anywhere in the store's file or its log, which is gone while nobody has the store open.</summary>
    private bool FileHas(string text) => new[] { _sync.File, _sync.File + "-wal" }.Where(File.Exists).Any(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    });
}
