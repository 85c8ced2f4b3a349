using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
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
public sealed class RetryActionsTests
{
    private static readonly ErrorGroupKey Missing = new(LogSeverity.Error, LogCategory.Validation, "REQUIRED_FIELD_MISSING");

    private static readonly ErrorLogFilter Everything = new(TestStore.Now.AddDays(-30));

    [StoreFact]
    public async Task Retry_AfterItsCauseIsGone_SyncsTheAction()
    {
        using var harness = new SyncHarness();
        harness.Org.Refusal = _ => new SalesforceFailure(FailureClass.Data, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "関連先を入力してください", []);
        await harness.SendMailAsync();
        await harness.PassHoldsAndDrainAsync();
        var failed = await harness.ActionAsync();
        Assert.Equal(ActionStatus.Failed, failed.Status);

        harness.Org.Refusal = _ => null;
        var command = new RetryActions(new Commands<RetryActions>(harness.Store, new AccountSessions(harness.Store, harness.Clock), new AccessDenied(harness.Clock, NullLogger<AccessDenied>.Instance)), harness.Store, Feed(harness.Clock), harness.Clock);
        var choice = new EntryChoice(new ErrorLogFilter(SyncHarness.T0.AddDays(-30)));
        var outcome = await command.RunAsync(harness.Store.SignIn(AccountRole.Administrator, harness.Clock), choice, CancellationToken.None);
        await harness.DrainAsync();

        Assert.Equal(RetryResult.Retried, outcome.Value!.Results[failed.Id]);
        Assert.Equal(ActionStatus.Synced, (await harness.ActionAsync()).Status);
        Assert.Single(harness.Org.Events);
        Assert.Contains(await harness.LogAsync(), e => e.Code == "FIELD_CUSTOM_VALIDATION_EXCEPTION");
    }

    [StoreFact]
    public async Task Retry_SeveralEntriesOfAnAction_TriesItOnceAndTellsOfEach()
    {
        using var store = new TestStore();
        var inbox = store.AddInbox("support");
        var failed = store.AddAction(inbox, ActionStatus.Failed);
        var synced = store.AddAction(inbox, ActionStatus.Synced);
        var gone = Guid.NewGuid();
        foreach (var action in new[] { failed.Id, failed.Id, synced.Id, gone })
        {
            store.AddError(inbox, action: action);
        }

        store.AddError(inbox);
        var outcome = await Command(store).RunAsync(store.Store.SignIn(AccountRole.Administrator), new EntryChoice(Everything), CancellationToken.None);

        Assert.Equal(
            new Dictionary<Guid, RetryResult> { [failed.Id] = RetryResult.Retried, [synced.Id] = RetryResult.NotFailed, [gone] = RetryResult.Gone },
            outcome.Value!.Results);
        Assert.Equal(ActionStatus.Pending, await StatusAsync(store, failed.Id));
        Assert.Equal(ActionStatus.Synced, await StatusAsync(store, synced.Id));
    }

    [StoreFact]
    public async Task Retry_AKindButForOneEntry_LeavesThatOneAlone()
    {
        using var store = new TestStore();
        var inbox = store.AddInbox("support");
        var (chosen, left, other) = (store.AddAction(inbox, ActionStatus.Failed), store.AddAction(inbox, ActionStatus.Failed), store.AddAction(inbox, ActionStatus.Failed));
        store.AddError(inbox, action: chosen.Id);
        var except = store.AddError(inbox, action: left.Id);
        store.AddError(inbox, code: "STRING_TOO_LONG", action: other.Id);

        var choice = new EntryChoice(Everything, [new GroupChoice(Missing, true, [except.Seq])]);
        var outcome = await Command(store).RunAsync(store.Store.SignIn(AccountRole.Administrator), choice, CancellationToken.None);

        Assert.Equal([chosen.Id], outcome.Value!.Results.Keys);
        Assert.Equal(ActionStatus.Failed, await StatusAsync(store, left.Id));
        Assert.Equal(ActionStatus.Failed, await StatusAsync(store, other.Id));
    }

    [StoreFact]
    public async Task Retry_ErasedAction_SaysSoAndLeavesIt()
    {
        using var store = new TestStore();
        var failed = store.AddAction(store.AddInbox("support"), ActionStatus.Failed);
        await store.Store.WriteAsync(
            async (db, token) => (await db.Actions.SingleAsync(a => a.Id == failed.Id, token)).Erase(TestStore.Now.AddYears(2)), CancellationToken.None);

        var outcome = await Command(store).RunAsync(store.Store.SignIn(AccountRole.Administrator), [failed.Id], CancellationToken.None);

        Assert.Equal(RetryResult.Erased, outcome.Value!.Results[failed.Id]);
        Assert.Equal(ActionStatus.Failed, await StatusAsync(store, failed.Id));
        using var db = store.CreateDbContext();
        Assert.Empty(db.AuditEntries);
    }

    [StoreFact]
    public async Task Retry_ByTwoAtOnce_IsDoneForOneOfThem()
    {
        using var store = new TestStore();
        var failed = store.AddAction(store.AddInbox("support"), ActionStatus.Failed);
        var (command, user) = (Command(store), store.Store.SignIn(AccountRole.Administrator));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => command.RunAsync(user, [failed.Id], CancellationToken.None)));

        Assert.Equal([RetryResult.Retried, RetryResult.NotFailed], outcomes.Select(o => o.Value!.Results[failed.Id]).Order());
        using var db = store.CreateDbContext();
        var entry = Assert.Single(db.AuditEntries);
        Assert.Equal((AuditAct.ActionsRetried, failed.Id.ToString("D"), """{"count":"1"}"""), (entry.Act, entry.About, entry.DetailsJson));
    }

    [StoreFact]
    public async Task Retry_BySupportOrNobody_IsRefused()
    {
        using var store = new TestStore();
        var inbox = store.AddInbox("support");
        var failed = store.AddAction(inbox, ActionStatus.Failed);
        store.AddError(inbox, action: failed.Id);

        foreach (var user in new[] { store.Store.SignIn(AccountRole.Support), new ClaimsPrincipal(new ClaimsIdentity()) })
        {
            Assert.Equal(CommandFault.NotAllowed, (await Command(store).RunAsync(user, [failed.Id], CancellationToken.None)).Fault);
            Assert.Equal(CommandFault.NotAllowed, (await Command(store).RunAsync(user, new EntryChoice(Everything), CancellationToken.None)).Fault);
        }

        Assert.Equal(ActionStatus.Failed, await StatusAsync(store, failed.Id));
    }

    private static RetryActions Command(TestStore store) => new(
        new Commands<RetryActions>(store.Store, new AccountSessions(store.Store, TimeProvider.System), new AccessDenied(TimeProvider.System, NullLogger<AccessDenied>.Instance)), store.Store, Feed(TimeProvider.System), TimeProvider.System);

    private static ChangeFeed Feed(TimeProvider time) => new(time, NullLogger<ChangeFeed>.Instance);

    private static Task<ActionStatus> StatusAsync(TestStore store, Guid id) =>
        store.Store.ReadAsync((db, token) => db.Actions.Where(a => a.Id == id).Select(a => a.Status).SingleAsync(token), CancellationToken.None);
}
