using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Access;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.ErrorLog;

[Trait("Rule", "R-D2")]
public sealed class AnswerOutcomeTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public AnswerOutcomeTests() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Retry_SingleOrInBulk_SkipsItAndSaysSo()
    {
        var action = await UnknownAsync(done: true);
        var retry = new RetryActions(Commands<RetryActions>(), _sync.Store, Changes, _sync.Clock);

        var one = await retry.RunAsync(Administrator, [action.Id], CancellationToken.None);
        var all = await retry.RunAsync(Administrator, new EntryChoice(new ErrorLogFilter(SyncHarness.T0.AddDays(-30))), CancellationToken.None);
        await _sync.DrainAsync();

        Assert.Equal([RetryResult.AwaitsAnswer, RetryResult.AwaitsAnswer], [one.Value!.Results[action.Id], all.Value!.Results[action.Id]]);
        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
        Assert.Single(_sync.Org.Writes);
    }

    [StoreFact]
    public async Task Stands_IsSyncedWithAWarningAndItsErrorCloses()
    {
        var action = await UnknownAsync(done: true);

        Assert.True((await Answer.RunAsync(Administrator, action.Id, stands: true, CancellationToken.None)).Value!.Done);
        await _sync.DrainAsync();

        action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Synced, null), (action.Status, action.EventId));
        Assert.Single(_sync.Org.Events);
        var log = await _sync.LogAsync();
        Assert.Equal([("OUTCOME_UNKNOWN", true), ("EVENT_NOT_SEEN", false)], log.Select(e => (e.Code, e.ClosedAt is not null)));
        Assert.Equal(LogSeverity.Warning, log[^1].Severity);
        await AssertAuditedAsync(AuditAct.OutcomeStands, action);
    }

    [StoreFact]
    public async Task Missing_IsWrittenAgainOnce()
    {
        var action = await UnknownAsync(done: false);

        Assert.True((await Answer.RunAsync(Administrator, action.Id, stands: false, CancellationToken.None)).Value!.Done);
        Assert.False((await Answer.RunAsync(Administrator, action.Id, stands: false, CancellationToken.None)).Value!.Done);
        await _sync.DrainAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
        await AssertAuditedAsync(AuditAct.OutcomeMissing, action);
    }

    [StoreTheory]
    [Trait("Rule", "R-T4")]
    [InlineData(true, ActionStatus.Synced)]
    [InlineData(false, ActionStatus.Cancelled)]
    public async Task Answer_OfACancelledOne_WritesNothing(bool stands, ActionStatus expected)
    {
        var action = await UnknownAsync(done: stands);
        await _sync.CancelSendAsync();
        await _sync.DrainAsync();
        Assert.Equal("OUTCOME_UNKNOWN", (await _sync.ActionAsync()).LastError);

        await Answer.RunAsync(Administrator, action.Id, stands, CancellationToken.None);
        await _sync.DrainAsync();

        Assert.Equal(expected, (await _sync.ActionAsync()).Status);
        Assert.Single(_sync.Org.Writes);
        Assert.Equal(stands ? "CANCELLED_LATE" : "OUTCOME_UNKNOWN", (await _sync.LogAsync())[^1].Code);
    }

    [StoreFact]
    public async Task Answer_BySupportOrOfAnActionThatAsksNothing_ChangesNothing()
    {
        var action = await UnknownAsync(done: true);
        foreach (var user in new[] { _sync.Store.SignIn(AccountRole.Support, _sync.Clock), new ClaimsPrincipal(new ClaimsIdentity()) })
        {
            Assert.Equal(CommandFault.NotAllowed, (await Answer.RunAsync(user, action.Id, stands: false, CancellationToken.None)).Fault);
        }

        Assert.False((await Answer.RunAsync(Administrator, Guid.NewGuid(), stands: true, CancellationToken.None)).Value!.Done);
        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    [Trait("Rule", "R-D2")]
    public async Task Answer_ByAResponder_CountsAndSoDoesTheRetryAfterIt()
    {
        var action = await UnknownAsync(done: false);
        var responder = _sync.Store.SignIn(AccountRole.Responder, _sync.Clock);

        Assert.True((await Answer.RunAsync(responder, action.Id, stands: false, CancellationToken.None)).Value!.Done);

        var retry = new RetryActions(Commands<RetryActions>(), _sync.Store, Changes, _sync.Clock);
        Assert.Equal(RetryResult.NotFailed, Assert.Single((await retry.RunAsync(responder, [action.Id], CancellationToken.None)).Value!.Results).Value);
        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
    }

    private ClaimsPrincipal Administrator => _sync.Store.SignIn(AccountRole.Administrator, _sync.Clock);

    private Commands<T> Commands<T>() =>
        new(_sync.Store, new AccountSessions(_sync.Store, _sync.Clock), new AccessDenied(_sync.Clock, NullLogger<AccessDenied>.Instance));

    private ChangeFeed Changes => new(_sync.Clock, NullLogger<ChangeFeed>.Instance);

    private AnswerOutcome Answer => new(Commands<AnswerOutcome>(), Changes, _sync.Clock);

    /// <summary>An action whose Event can't be seen, and whose answer was lost.</summary>
    private async Task<SyncAction> UnknownAsync(bool done)
    {
        (_sync.Org.SeesAll, _sync.Org.Sees) = (false, _ => false);
        _sync.Org.WriteFailure = () => (new SalesforceFailure(FailureClass.TransientCall, "CONNECTION_LOST", "", [], WriteCertainty.Unknown, WholeCall: true), done);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.WriteFailure = () => null;
        _sync.Clock.Advance(TimeSpan.FromSeconds(30));
        await _sync.DrainAsync();
        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Failed, "OUTCOME_UNKNOWN"), (action.Status, action.LastError));
        return action;
    }

    private async Task AssertAuditedAsync(AuditAct act, SyncAction action)
    {
        var entry = Assert.Single(await _sync.Store.ReadAsync((db, token) => db.AuditEntries.Where(e => e.Act == act).ToListAsync(token), CancellationToken.None));
        Assert.Equal(action.Id.ToString("D"), entry.About);
    }
}
