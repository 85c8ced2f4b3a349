using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Connections;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Connections;

[Trait("Rule", "R-A4")]
public sealed class AuthorizationTroubleTests : IDisposable
{
    private static readonly SalesforceFailure Refused = new(FailureClass.AuthorizationGone, "invalid_grant", "ip restricted", [], WholeCall: true);
    private static readonly SalesforceFailure Blocked = new(FailureClass.Blocked, "invalid_app_access", "no", [], WholeCall: true);
    private readonly SyncHarness _sync = new();

    private TimeSpan Base => _sync.Settings.RetryBaseDelay;

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Refused_TwiceAndTaken_LeavesNothing()
    {
        await NoteAsync(Refused);
        await NoteAsync(Refused, Base);
        Assert.Equal((2, _sync.Clock.GetUtcNow() + Base), ((await RowAsync()).Refusals, (await RowAsync()).AskAgainAt));

        await EndAsync();
        await NoteAsync(Refused, Base);

        Assert.Equal((1, null), ((await RowAsync()).Refusals, (await RowAsync()).GoneAt));
        Assert.Empty(await _sync.LogAsync());
    }

    [StoreFact]
    public async Task Refused_ManyTimesWithinTheBaseDelay_CountsOnce()
    {
        for (var i = 0; i < 9; i++)
        {
            await NoteAsync(Refused, Base / 10);
        }

        Assert.Equal(1, (await RowAsync()).Refusals);
    }

    [StoreFact]
    public async Task Gone_UntilTakenAgain_IsOneEntryPerConnectionWhichCloses()
    {
        _sync.GoToNewInbox();
        await GoneAsync();
        Assert.Equal(_sync.Clock.GetUtcNow() + _sync.Settings.AskAgainInterval, (await RowAsync()).AskAgainAt);
        await NoteAsync(Refused, _sync.Settings.AskAgainInterval);
        await NoteAsync(Refused, _sync.Settings.AskAgainInterval);

        var open = await _sync.LogAsync();
        Assert.Equal([(LogSeverity.Error, "invalid_grant", null), (LogSeverity.Error, "invalid_grant", null)], open.Select(e => (e.Severity, e.Code, e.ClosedAt)));
        Assert.Equal(2, open.Select(e => e.ConnectionId).Distinct().Count());

        await EndAsync();
        Assert.All(await _sync.LogAsync(), e => Assert.Equal(_sync.Clock.GetUtcNow(), e.ClosedAt));

        await GoneAsync();
        Assert.Equal([false, false, true, true], (await _sync.LogAsync()).Select(e => e.ClosedAt is null));
    }

    [StoreFact]
    [Trait("Rule", "R-A7")]
    public async Task Blocked_WithAnotherCodeMeanwhile_IsTheSameEpisode()
    {
        await NoteAsync(Blocked);
        await NoteAsync(Blocked with { Code = "OAUTH_APP_BLOCKED" }, _sync.Settings.AskAgainInterval);

        var connection = await _sync.ConnectionAsync();
        Assert.Equal((ConnectionState.Blocked, "OAUTH_APP_BLOCKED"), (connection.State, connection.Authorization.BlockedCode));
        Assert.Equal("invalid_app_access", Assert.Single(await _sync.LogAsync()).Code);

        await EndAsync();
        Assert.NotNull(Assert.Single(await _sync.LogAsync()).ClosedAt);
        Assert.Equal(ConnectionState.Active, (await _sync.ConnectionAsync()).State);
    }

    [StoreFact]
    [Trait("Rule", "R-A7")]
    public async Task Blocked_WhileGone_EndsTheOneAndBeginsTheOther()
    {
        await GoneAsync();
        await NoteAsync(Blocked, Base);

        Assert.Equal(ConnectionState.Blocked, (await _sync.ConnectionAsync()).State);
        Assert.Equal([false, true], (await _sync.LogAsync()).Select(e => e.ClosedAt is null));
    }

    [StoreFact]
    public async Task Gone_ConnectionMadeMeanwhile_GetsItsEntry()
    {
        await GoneAsync();
        _sync.GoToNewInbox();
        await NoteAsync(Refused, _sync.Settings.AskAgainInterval);

        Assert.Equal(2, (await _sync.LogAsync()).Select(e => e.ConnectionId).Distinct().Count());
    }

    [StoreFact]
    public async Task Taken_EntriesThatAreNoEpisode_StayOpen()
    {
        await GoneAsync();
        await _sync.Store.WriteAsync(
            (db, _) =>
            {
                db.LogEntries.Add(new LogEntry
                {
                    At = _sync.Clock.GetUtcNow(),
                    InboxId = _sync.InboxId,
                    ConnectionId = _sync.ConnectionId,
                    Severity = LogSeverity.Error,
                    Category = LogCategory.Authorization,
                    Code = OwnCodes.ProvisionedTokenForeign,
                    Message = "",
                });
                return Task.CompletedTask;
            },
            default);

        await EndAsync();

        Assert.Equal([OwnCodes.ProvisionedTokenForeign], (await _sync.LogAsync()).Where(e => e.ClosedAt is null).Select(e => e.Code));
    }

    [StoreTheory]
    [InlineData("refused", 5)]
    [InlineData("gone", 600)]
    [InlineData("well", null)]
    public async Task Postponed_ByHowLong_DependsOnWhatIsWrong(string state, int? seconds)
    {
        if (state != "well")
        {
            await (state == "gone" ? GoneAsync() : NoteAsync(Refused));
        }

        await ChangeAsync((trouble, row) =>
        {
            trouble.Postpone(row);
            return Task.CompletedTask;
        });

        Assert.Equal(seconds is { } wait ? _sync.Clock.GetUtcNow().AddSeconds(wait) : null, (await RowAsync()).AskAgainAt);
    }

    private async Task GoneAsync()
    {
        for (var i = 0; i < AuthorizationTrouble.RefusalsToBeGone; i++)
        {
            await NoteAsync(Refused, Base);
        }

        Assert.NotNull((await RowAsync()).GoneAt);
    }

    private Task NoteAsync(SalesforceFailure failure, TimeSpan later = default)
    {
        _sync.Clock.Advance(later);
        return ChangeAsync((trouble, row) => trouble.NoteAsync(row, failure, default));
    }

    private Task EndAsync() => ChangeAsync((trouble, row) => trouble.EndAsync(row, default));

    private Task ChangeAsync(Func<AuthorizationTrouble, Authorization, Task> change) => _sync.Store.WriteAsync(
        async (db, token) => await change(new AuthorizationTrouble(db, _sync.Settings, _sync.Clock.GetUtcNow()), await db.Authorizations.SingleAsync(token)), default);

    private Task<Authorization> RowAsync() => _sync.Store.ReadAsync((db, token) => db.Authorizations.SingleAsync(token), default);
}
