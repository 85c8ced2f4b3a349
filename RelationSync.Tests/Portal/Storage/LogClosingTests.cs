using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

[Trait("Rule", "R-E4")]
public sealed class LogClosingTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Error_OfAnActionThatSyncs_Closes()
    {
        await FailAsync();
        Assert.Null((await ErrorAsync()).ClosedAt);

        _sync.Org.Refusal = _ => null;
        await RetryAsync();
        await _sync.DrainAsync();

        var error = await ErrorAsync();
        Assert.Equal((_sync.Clock.GetUtcNow(), null), (error.ClosedAt, error.SettledAt));
    }

    [StoreFact]
    public async Task Errors_OfAllAttempts_CloseTogether()
    {
        await FailAsync();
        await RetryAsync();
        await _sync.DrainAsync();
        Assert.All(await ErrorsAsync(), e => Assert.Null(e.ClosedAt));

        _sync.Org.Refusal = _ => null;
        await RetryAsync();
        await _sync.DrainAsync();

        var errors = await ErrorsAsync();
        Assert.Equal(2, errors.Count);
        Assert.All(errors, e => Assert.NotNull(e.ClosedAt));
    }

    [StoreFact]
    public async Task Error_OfAnActionThatIsCancelled_Closes()
    {
        await FailAsync();

        await _sync.CancelSendAsync();

        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
        Assert.Equal(_sync.Clock.GetUtcNow(), (await ErrorAsync()).ClosedAt);
    }

    [StoreFact]
    public async Task Error_OfAnotherAction_StaysOpen()
    {
        await FailAsync();
        _sync.Org.Refusal = _ => null;

        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Null((await ErrorAsync()).ClosedAt);
    }

    [StoreFact]
    public async Task Warning_OfAnActionThatSyncs_StaysOpen()
    {
        await _sync.SendMailAsync(subject: new string('あ', 300));

        await _sync.PassHoldsAndDrainAsync();

        Assert.Null(Assert.Single(await _sync.LogAsync(), e => e.Code == "SUBJECT_TRUNCATED").ClosedAt);
    }

    [StoreFact]
    [Trait("Rule", "R-L1")]
    public async Task Limit_ThatIsOver_Closes()
    {
        _sync.Org.CallFailure = () => new SalesforceFailure(FailureClass.Limit, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", [], WholeCall: true);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        Assert.Null(Assert.Single(await _sync.LogAsync(), e => e.Category is LogCategory.Limit).ClosedAt);

        _sync.Org.CallFailure = () => null;
        _sync.Clock.Advance(_sync.Settings.LimitProbeInterval);
        await _sync.DrainAsync();

        Assert.Equal(_sync.Clock.GetUtcNow(), Assert.Single(await _sync.LogAsync(), e => e.Category is LogCategory.Limit).ClosedAt);
    }

    private async Task FailAsync()
    {
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.Data, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "no", []);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
    }

    private Task<bool> RetryAsync() => _sync.Store.WriteAsync(
        async (db, token) => (await db.Actions.SingleAsync(token)).Retry(_sync.Clock.GetUtcNow()), CancellationToken.None);

    private async Task<LogEntry> ErrorAsync() => Assert.Single(await ErrorsAsync());

    private async Task<List<LogEntry>> ErrorsAsync() => [.. (await _sync.LogAsync()).Where(e => e.Severity is LogSeverity.Error)];
}
