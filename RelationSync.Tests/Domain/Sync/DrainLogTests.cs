using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-E1: what a drain logs is stored as code and arguments, beside its stable English.</summary>
[Trait("Rule", "R-E1")]
public sealed class DrainLogTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Log_OurOwnWarning_KeepsItsArguments()
    {
        _sync.Org.Refusal = r => (r.End - r.Start).TotalMinutes > 1440 ? new SalesforceFailure(FailureClass.Data, "FIELD_INTEGRITY_EXCEPTION", "no", ["EndDateTime"]) : null;
        await _sync.SendMailAsync("m1", draft: SyncHarness.T0.AddDays(-3).ToString("O"));

        await _sync.PassHoldsAndDrainAsync();

        var entry = Assert.Single(await _sync.LogAsync(), e => e.Code == OwnCodes.DurationCut);
        Assert.Equal(("The org allows Events of at most 1440 minutes; the start was moved.", """{"minutes":1440}"""), (entry.Message, entry.Arguments));
    }

    [StoreFact]
    public async Task Log_SalesforcesRefusal_HasItsWordsAndNoArguments()
    {
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.Data, "REQUIRED_FIELD_MISSING", "項目がありません", ["Region__c"]);
        await _sync.SendMailAsync("m1");

        await _sync.PassHoldsAndDrainAsync();

        var entry = Assert.Single(await _sync.LogAsync(), e => e.Severity is LogSeverity.Error);
        Assert.Equal(("項目がありません", null), (entry.Message, entry.Arguments));
        var attempt = Assert.Single(await _sync.AttemptsAsync());
        Assert.Equal(("項目がありません", null), (attempt.Message, attempt.Arguments));
    }

    [StoreFact]
    public async Task Attempt_ThatFailedOnTheWay_KeepsItsArguments()
    {
        _sync.Org.Refusal = _ => WayMessages.ConnectionLost.With("ResponseEnded: {0}").Failure(certainty: WriteCertainty.NotWritten);
        await _sync.SendMailAsync("m1");

        await _sync.PassHoldsAndDrainAsync();

        var attempt = Assert.Single(await _sync.AttemptsAsync());
        Assert.Equal((OwnCodes.ConnectionLost, "ResponseEnded: {0}"), (attempt.Code, attempt.Message));
        Assert.Equal("ResponseEnded: {0}", Assert.Single(LogCatalogue.Read(attempt.Code, attempt.Arguments!)!.Arguments));
    }
}
