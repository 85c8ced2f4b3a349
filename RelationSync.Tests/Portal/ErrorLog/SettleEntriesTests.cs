using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Access;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.ErrorLog;

[Trait("Rule", "R-E1")]
public sealed class SettleEntriesTests : IDisposable
{
    private static readonly ErrorLogFilter Everything = new(TestStore.Now.AddDays(-30));

    private readonly TestStore _store = new();
    private readonly FakeTimeProvider _time = new(TestStore.Now);

    [StoreFact]
    public async Task Settle_TickedEntries_MarksThoseAlone()
    {
        var inbox = _store.AddInbox("support");
        var (ticked, left) = (_store.AddError(inbox), _store.AddError(inbox));
        var key = new ErrorGroupKey(ticked.Severity, ticked.Category, ticked.Code);

        var outcome = await RunAsync(new EntryChoice(Everything, [new GroupChoice(key, false, [ticked.Seq])]));

        Assert.Equal(1, outcome.Value!.Settled);
        Assert.Equal([TestStore.Now, null], await SettledAsync(ticked.Seq, left.Seq));
    }

    [StoreFact]
    public async Task Settle_AllOfAFilter_LeavesWhatItDoesNotMean()
    {
        var (inbox, other) = (_store.AddInbox("support"), _store.AddInbox("sales"));
        var meant = _store.AddError(inbox, LogSeverity.Warning);
        var error = _store.AddError(inbox);
        var elsewhere = _store.AddError(other, LogSeverity.Warning);
        var old = _store.AddError(inbox, LogSeverity.Warning, at: TestStore.Now.AddDays(-31));

        var outcome = await RunAsync(new EntryChoice(Everything with { InboxId = inbox.Id, Severity = LogSeverity.Warning }));

        Assert.Equal(1, outcome.Value!.Settled);
        using var db = _store.CreateDbContext();
        var audit = Assert.Single(db.AuditEntries);
        Assert.Equal((AuditAct.EntriesSettled, "support", """{"count":"1","severity":"warning"}"""), (audit.Act, audit.About, audit.DetailsJson));
        Assert.Equal([TestStore.Now, null, null, null], await SettledAsync(meant.Seq, error.Seq, elsewhere.Seq, old.Seq));
    }

    [StoreFact]
    public async Task Settle_BySupport_IsRefused()
    {
        var entry = _store.AddError(_store.AddInbox("support"));

        var outcome = await Command().RunAsync(_store.Store.SignIn(AccountRole.Support, _time), new EntryChoice(Everything), null, CancellationToken.None);

        Assert.Equal(CommandFault.NotAllowed, outcome.Fault);
        Assert.Equal([null], await SettledAsync(entry.Seq));
    }

    [StoreFact]
    [Trait("Rule", "R-E4")]
    public async Task Settle_ByAResponder_IsDone()
    {
        var entry = _store.AddError(_store.AddInbox("support"));

        var outcome = await Command().RunAsync(_store.Store.SignIn(AccountRole.Responder, _time), new EntryChoice(Everything), null, CancellationToken.None);

        Assert.Equal(1, outcome.Value!.Settled);
        Assert.NotNull(Assert.Single(await SettledAsync(entry.Seq)));
    }

    [StoreFact]
    [Trait("Rule", "R-E4")]
    public async Task Settle_ATickedEntry_TakesTheAttemptsOfItsActionAlong_AndCountsTheAction()
    {
        var inbox = _store.AddInbox("support");
        var (one, other) = (_store.AddAction(inbox, ActionStatus.Failed).Id, _store.AddAction(inbox, ActionStatus.Failed).Id);
        var attempts = new[] { _store.AddError(inbox, action: one), _store.AddError(inbox, action: one) };
        var left = _store.AddError(inbox, action: other);

        var outcome = await RunAsync(new EntryChoice(Everything, [new GroupChoice(KeyOf(left), false, [attempts[1].Seq])]));

        Assert.Equal(1, outcome.Value!.Settled);
        Assert.Equal([TestStore.Now, TestStore.Now, null], await SettledAsync(attempts[0].Seq, attempts[1].Seq, left.Seq));
        using var db = _store.CreateDbContext();
        Assert.All(db.LogEntries.Where(e => e.ActionId == one), e => Assert.Equal((outcome.Value.Batch.By, "dealt with by hand"), (e.SettledBy, e.SettledReason)));
        Assert.StartsWith("Administrator", outcome.Value.Batch.By, StringComparison.Ordinal);
    }

    [StoreFact]
    [Trait("Rule", "R-E4")]
    public async Task Reopen_WhatWasSettledAtOnce_IsOpenAgain_ButWhatIsOverIsClosed()
    {
        var inbox = _store.AddInbox("support");
        var (failed, synced) = (_store.AddAction(inbox, ActionStatus.Failed).Id, _store.AddAction(inbox, ActionStatus.Synced).Id);
        _store.AddError(inbox, action: failed);
        _store.AddError(inbox, action: synced);
        var settled = (await RunAsync(new EntryChoice(Everything))).Value!;
        await _store.Store.WriteAsync(
            (db, _) =>
            {
                LogClosing.Close(db, [synced], TestStore.Now);
                return Task.CompletedTask;
            },
            CancellationToken.None);

        var outcome = await ReopenCommand().RunAsync(_store.Store.SignIn(AccountRole.Responder, _time), settled.Batch, CancellationToken.None);

        Assert.Equal(2, outcome.Value!.Reopened);
        var errors = (await new ListErrors(_store.Store).RunAsync(new ErrorFilter(), Keyset.Oldest, 10, CancellationToken.None)).Items;
        Assert.Equal([EntryState.Open, EntryState.Closed], errors.Select(e => e.State));
        Assert.All(errors, e => Assert.Null(e.SettledBy));
        foreach (var state in new bool?[] { false, true, null })
        {
            await ErrorCountsTests.AssertCountsAsync(_store, state);
        }

        using var audit = _store.CreateDbContext();
        Assert.Equal([AuditAct.EntriesSettled, AuditAct.EntriesReopened], audit.AuditEntries.OrderBy(a => a.Seq).Select(a => a.Act));
    }

    public void Dispose() => _store.Dispose();

    private static ErrorGroupKey KeyOf(LogEntry entry) => new(entry.Severity, entry.Category, entry.Code);

    private ReopenEntries ReopenCommand() => new(
        new Commands<ReopenEntries>(_store.Store, new AccountSessions(_store.Store, _time), new AccessDenied(_time, NullLogger<AccessDenied>.Instance)), new ChangeFeed(_time, NullLogger<ChangeFeed>.Instance), _time);

    private SettleEntries Command() => new(
        new Commands<SettleEntries>(_store.Store, new AccountSessions(_store.Store, _time), new AccessDenied(_time, NullLogger<AccessDenied>.Instance)), new ChangeFeed(_time, NullLogger<ChangeFeed>.Instance), _time);

    private Task<Outcome<SettleReport>> RunAsync(EntryChoice choice) => Command().RunAsync(_store.Store.SignIn(AccountRole.Administrator, _time), choice, "dealt with by hand", CancellationToken.None);

    private Task<List<DateTimeOffset?>> SettledAsync(params long[] seqs) => _store.Store.ReadAsync(
        (db, token) => db.LogEntries.Where(e => seqs.Contains(e.Seq)).OrderBy(e => e.Seq).Select(e => e.SettledAt).ToListAsync(token),
        CancellationToken.None);
}
