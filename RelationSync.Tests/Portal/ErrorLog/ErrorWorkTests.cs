using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Access;
using RelationSync.Portal.Actions;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.ErrorLog;

/// <summary>The open list over what drains really leave behind.</summary>
[Trait("Rule", "R-E4")]
public sealed class ErrorWorkTests : IDisposable
{
    private static readonly ErrorLogQuery Open = new(null, LogSeverity.Error, null, 366, false);

    private readonly SyncHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [StoreFact]
    public async Task Action_ThatFailsForSomethingElse_StandsUnderThatCauseAlone()
    {
        await FailAsync("FIELD_CUSTOM_VALIDATION_EXCEPTION", "m1");
        await RetryAsync("REQUIRED_FIELD_MISSING");

        var group = Assert.Single((await GroupsAsync()).Groups);

        Assert.Equal(("REQUIRED_FIELD_MISSING", 1, 1), (group.Key.Code, group.Affected, group.Retryable));
        Assert.Equal([EntryState.Closed, EntryState.Open], (await HistoryAsync()).Select(r => r.Entry.State).Reverse());
        Assert.Equal(EntryOutcome.CauseChanged, (await HistoryAsync())[^1].Outcome);
    }

    [StoreFact]
    public async Task Action_ThatFailsAgainForTheSame_IsOneRowSinceItsFirstAttempt()
    {
        await FailAsync("REQUIRED_FIELD_MISSING", "m1");
        var first = _harness.Clock.GetUtcNow();
        await RetryAsync("REQUIRED_FIELD_MISSING");

        var group = Assert.Single((await GroupsAsync()).Groups);
        var rows = await new ListErrorEntries(_harness.Store, _harness.Clock).RunAsync(
            new ErrorLogFilter(SyncHarness.T0.AddDays(-1), Settled: false), group.Key, null, CancellationToken.None);

        Assert.Equal((1, first), (group.Affected, group.FirstAt));
        Assert.Equal(2, Assert.Single(rows.Items).Attempts);
        Assert.Equal([false, true], (await HistoryAsync()).Select(r => r.IsEarlierAttempt));
    }

    [StoreFact]
    public async Task RefusedWrite_KeepsWhatWasSent_AndWhichFieldWasRefused()
    {
        await FailAsync("FIELD_CUSTOM_VALIDATION_EXCEPTION", "m1", "WhatId");
        await RetryAsync("FIELD_CUSTOM_VALIDATION_EXCEPTION", "WhatId");

        var detail = (await new GetAction(_harness.Store, _harness.Holds, _harness.Clock).RunAsync((await _harness.ActionAsync()).Id, CancellationToken.None))!;

        Assert.Equal(2, detail.Attempts.Count);
        Assert.All(detail.Attempts, a =>
        {
            Assert.Equal(["WhatId"], a.Fields);
            Assert.Equal((1, 2), (a.Sent!.DescriptionLines, a.Sent.DescriptionLength));
            Assert.NotEmpty(a.Sent.OwnerId);
        });
        Assert.Null(detail.Written);
    }

    [StoreFact]
    public async Task Retry_OfACause_IsCountedByWhereItsActionsAre_AndItsResultStays()
    {
        foreach (var activity in new[] { "m1", "m2", "m3" })
        {
            await _harness.SendMailAsync(activity, to: $"{activity}@customer.example");
        }

        _harness.Org.Refusal = Refuse("REQUIRED_FIELD_MISSING");
        await _harness.PassHoldsAndDrainAsync();
        var group = Assert.Single((await GroupsAsync()).Groups);
        Assert.Equal((3, 3), (group.Affected, group.Customers));
        var user = _harness.Store.SignIn(AccountRole.Responder, _harness.Clock);

        await Retry().RunFirstAsync(user, Filter, group.Key, CancellationToken.None);
        Assert.Equal((1, 1), Progress(await GroupsAsync()));
        _harness.Org.Refusal = _ => null;
        await _harness.DrainAsync();
        Assert.Equal((1, 0), Progress(await GroupsAsync()));

        await Retry().RunAsync(user, new EntryChoice(Filter, [new GroupChoice(group.Key, true, [])]), CancellationToken.None);
        Assert.Equal((2, 2), Progress(await GroupsAsync()));
        await _harness.DrainAsync();

        var view = await GroupsAsync();
        Assert.Empty(view.Groups);
        Assert.NotNull(view.ClearedAt);
        var done = Assert.Single(view.Retries);
        Assert.Equal((2, 2, 0, user.Identity!.Name), (done.Total, done.Synced, done.Failed, done.By));
        Assert.Null(await Edit().CloseRetryAsync(user, done.Id, CancellationToken.None));
        Assert.Empty((await GroupsAsync()).Retries);
    }

    [StoreFact]
    public async Task Cause_ThatComesAgain_SaysWhenItWasOver()
    {
        await FailAsync("REQUIRED_FIELD_MISSING", "m1");
        _harness.Clock.Advance(TimeSpan.FromMinutes(10));
        await RetryAsync(null);
        var over = _harness.Clock.GetUtcNow();
        _harness.Clock.Advance(TimeSpan.FromMinutes(10));
        await FailAsync("REQUIRED_FIELD_MISSING", "m2");

        Assert.Equal(over, Assert.Single((await GroupsAsync()).Groups).OverBefore);
    }

    [StoreFact]
    public async Task Care_OfACause_IsKeptAndSeenByAll()
    {
        await FailAsync("REQUIRED_FIELD_MISSING", "m1");
        var user = _harness.Store.SignIn(AccountRole.Responder, _harness.Clock);
        var key = Assert.Single((await GroupsAsync()).Groups).Key;
        var person = Assert.Single((await GroupsAsync()).People);

        Assert.Null(await Edit().AssignAsync(user, key, person.Id, CancellationToken.None));
        Assert.Null(await Edit().NoteAsync(user, key, "  asked IT  ", CancellationToken.None));
        Assert.Equal(CommandFault.NotFound, await Edit().AssignAsync(user, key, Guid.NewGuid(), CancellationToken.None));

        var care = Assert.Single((await GroupsAsync()).Groups).Care!;
        Assert.Equal((person.Email, "asked IT", user.Identity!.Name), (care.Owner, care.Note, care.NotedBy));
    }

    [StoreFact]
    public async Task SettledWithoutAnEvent_StaysCountedAsSuch()
    {
        await FailAsync("REQUIRED_FIELD_MISSING", "m1");
        var settle = new SettleEntries(Commands<SettleEntries>(), Feed(), _harness.Clock);

        await settle.RunAsync(_harness.Store.SignIn(AccountRole.Responder, _harness.Clock), new EntryChoice(Filter), null, CancellationToken.None);

        var view = await GroupsAsync();
        Assert.Empty(view.Groups);
        Assert.Equal(1, view.SettledWithoutEvent);
        Assert.Equal(EntryOutcome.SettledWithoutEvent, Assert.Single(await HistoryAsync()).Outcome);
    }

    private static ErrorLogFilter Filter => new(SyncHarness.T0.AddDays(-1), Severity: LogSeverity.Error, Settled: false);

    private static (int Total, int Left) Progress(ErrorLogView view) => (Assert.Single(view.Retries).Total, view.Retries[0].Left);

    private static Func<EventRecord, SalesforceFailure?> Refuse(string code, params string[] fields) =>
        _ => new SalesforceFailure(FailureClass.Data, code, "refused", fields);

    private async Task FailAsync(string code, string activity, params string[] fields)
    {
        _harness.Org.Refusal = Refuse(code, fields);
        await _harness.SendMailAsync(activity);
        await _harness.PassHoldsAndDrainAsync();
    }

    /// <summary>Retries the only action; null: it goes through.</summary>
    private async Task RetryAsync(string? code, params string[] fields)
    {
        _harness.Org.Refusal = code is null ? _ => null : Refuse(code, fields);
        _harness.Clock.Advance(TimeSpan.FromMinutes(1));
        await Retry().RunAsync(_harness.Store.SignIn(AccountRole.Administrator, _harness.Clock), [(await _harness.ActionAsync()).Id], CancellationToken.None);
        await _harness.DrainAsync();
    }

    private Task<ErrorLogView> GroupsAsync() =>
        new ListErrorGroups(_harness.Store, new ListInboxes(_harness.Store), new SyncSettings(), _harness.Clock).RunAsync(Open, CancellationToken.None);

    private async Task<IReadOnlyList<HistoryRow>> HistoryAsync() =>
        (await new ListErrorHistory(new ListErrors(_harness.Store), _harness.Store).RunAsync(new ErrorFilter(Severity: LogSeverity.Error), null, CancellationToken.None)).Items;

    private RetryActions Retry() => new(Commands<RetryActions>(), _harness.Store, Feed(), _harness.Clock);

    private EditCause Edit() => new(Commands<EditCause>(), Feed(), _harness.Clock);

    private Commands<T> Commands<T>() =>
        new(_harness.Store, new AccountSessions(_harness.Store, _harness.Clock), new AccessDenied(_harness.Clock, NullLogger<AccessDenied>.Instance));

    private ChangeFeed Feed() => new(_harness.Clock, NullLogger<ChangeFeed>.Instance);
}
