using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-E3 and its kin: what is tried again, and what fails.</summary>
public sealed class DrainRefusalTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    [Trait("Rule", "R-E1")]
    public async Task Record_RefusedForGood_CostsNoOther()
    {
        GiveOwner();
        _sync.Org.Refusal = r => r.Subject.Contains("だめ", StringComparison.Ordinal) ? Data("FIELD_CUSTOM_VALIDATION_EXCEPTION") : null;
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2", subject: "だめ");
        await _sync.SendMailAsync("m3");

        var report = await _sync.PassHoldsAndDrainAsync();

        Assert.Equal((3, 2, 1), (report.Claimed, report.Synced, report.Failed));
        var entry = Assert.Single(await _sync.LogAsync());
        Assert.Equal((LogSeverity.Error, LogCategory.Validation, "だめ"), (entry.Severity, entry.Category, entry.Subject));
    }

    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task Transient_ForLessThanADay_NeverFailsAndLogsNothing()
    {
        GiveOwner();
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", []);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        var since = _sync.Clock.GetUtcNow();

        while (_sync.Clock.GetUtcNow() - since < TimeSpan.FromHours(23))
        {
            _sync.Clock.Advance(TimeSpan.FromMinutes(30));
            await _sync.DrainAsync();
        }

        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
        Assert.Empty(await _sync.LogAsync());

        _sync.Clock.Advance(TimeSpan.FromHours(2));
        await _sync.DrainAsync();
        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
        Assert.Equal(LogCategory.Transient, Assert.Single(await _sync.LogAsync()).Category);
    }

    /// <summary>Whatever is refused for a day is an error: today it was tried for ever, in silence.</summary>
    [StoreTheory]
    [Trait("Rule", "R-E3")]
    [InlineData(FailureClass.TransientCall, "UNKNOWN_EXCEPTION", false, false)]
    [InlineData(FailureClass.TransientCall, "SERVER_UNAVAILABLE", true, false)]
    [InlineData(FailureClass.Configuration, "FUNCTIONALITY_NOT_ENABLED", true, false)]
    [InlineData(FailureClass.Unknown, "NEVER_HEARD_OF", true, false)]
    [InlineData(FailureClass.TransientCall, "CONNECTION_FAILED", true, true)]
    public async Task Refusal_OfAnyClass_IsAnErrorAfterADayAndNotBefore(FailureClass kind, string code, bool wholeCall, bool alsoReads)
    {
        GiveOwner();
        var failure = new SalesforceFailure(kind, code, "", [], WholeCall: wholeCall);
        _sync.Org.Refusal = _ => wholeCall ? null : failure;
        _sync.Org.WriteFailure = () => wholeCall ? (failure, false) : null;
        _sync.Org.CallFailure = () => alsoReads ? failure : null;
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        for (var hour = 0; hour < 23; hour++)
        {
            _sync.Clock.Advance(TimeSpan.FromHours(1));
            await _sync.DrainAsync();
            Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
        }

        _sync.Clock.Advance(TimeSpan.FromHours(2));
        await _sync.DrainAsync();

        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
        Assert.Single(await _sync.LogAsync(), e => e.Code == code && e.ActionId is not null);
    }

    [StoreTheory]
    [Trait("Rule", "R-L1")]
    [InlineData(FailureClass.Limit, "REQUEST_LIMIT_EXCEEDED")]
    public async Task HoldUp_OfAnyLength_MakesNoneFail(FailureClass kind, string code)
    {
        GiveOwner();
        _sync.Org.WriteFailure = () => (new SalesforceFailure(kind, code, "", [], WholeCall: true), false);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        _sync.Clock.Advance(TimeSpan.FromDays(3));
        await _sync.DrainAsync();

        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task UnknownCode_OfARecord_FailsAtTheThirdTry()
    {
        GiveOwner();
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.Unknown, "NEVER_HEARD_OF", "", []);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
            _sync.Clock.Advance(TimeSpan.FromMinutes(1));
            await _sync.DrainAsync();
        }

        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Collection_TooMuchAtOnce_IsWrittenInSmallerOnes()
    {
        GiveOwner();
        for (var i = 0; i < 20; i++)
        {
            await _sync.SendMailAsync($"m{i}", subject: $"件{i}");
        }

        _sync.Org.WriteFailure = () => _sync.Org.Writes[^1].Count > 10
            ? (new SalesforceFailure(FailureClass.Split, "OPERATION_TOO_LARGE", "", [], WholeCall: true), false)
            : null;

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(20, _sync.Org.Events.Count);
    }

    private static SalesforceFailure Data(string code, params string[] fields) => new(FailureClass.Data, code, "refused", fields);

    private void GiveOwner() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
}
