using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Portal.Storage;
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

    /// <summary>Each form of the Event is refused for another reason that can be mended; the seventeenth would be taken.</summary>
    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task Record_RefusedInSixteenFormsInARow_WaitsForTheNextDrain()
    {
        GiveOwner();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Roles.Add(new OpportunityRole("006000000000001AAA", "003000000000001AAA", true, SyncHarness.T0));
        var refusals = new Queue<SalesforceFailure>(
        [
            .. Enumerable.Repeat(new SalesforceFailure(FailureClass.Split, "EXCEEDED_MAX_SIZE_REQUEST", "", [], WholeCall: true), 4),
            .. Enumerable.Repeat(Data("FIELD_INTEGRITY_EXCEPTION", "EndDateTime"), 2),
            Data("INACTIVE_OWNER_OR_USER", "OwnerId"),
            Data("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "Type"),
            Data("INVALID_CROSS_REFERENCE_KEY", "WhatId"),
            .. EventFields.Optional.Append(EventFields.Marker).Select(f => new SalesforceFailure(
                FailureClass.Configuration, "INVALID_FIELD", $"No such column '{f}' on entity 'Event'", [], WholeCall: true)),
        ]);
        Assert.Equal(16, refusals.Count);
        _sync.Org.WriteFailure = () => refusals.TryDequeue(out var refusal) ? (refusal, false) : null;
        await _sync.SendMailAsync(draft: SyncHarness.T0.AddDays(-20).ToString("O"));

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(16, _sync.Org.Writes.Count);
        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
        var attempt = Assert.Single(await AttemptsAsync());
        Assert.Equal((FailureClass.TransientRecord, "REFUSED_AGAIN_AND_AGAIN"), (attempt.Class, attempt.Code));

        _sync.Clock.Advance(TimeSpan.FromMinutes(1));
        await _sync.DrainAsync();
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    /// <summary>A rule of the org may say as much as it likes.</summary>
    [StoreFact]
    [Trait("Rule", "R-E1")]
    public async Task Text_OfARefusal_IsKeptToAThousandCharacters()
    {
        GiveOwner();
        var text = new string('あ', 999) + "😀" + new string('い', 5000);
        _sync.Org.Refusal = _ => Data("FIELD_CUSTOM_VALIDATION_EXCEPTION") with { Message = text };
        await _sync.SendMailAsync();

        await _sync.PassHoldsAndDrainAsync();

        // A half of the pair would be one that PostgreSQL refuses.
        Assert.Equal(text[..999], Assert.Single(await _sync.LogAsync()).Message);
        Assert.Equal(text[..999], Assert.Single(await AttemptsAsync()).Message);
        _sync.Org.Refusal = _ => Data("FIELD_CUSTOM_VALIDATION_EXCEPTION") with { Message = new string('あ', 1001) };
        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(1000, (await _sync.LogAsync())[^1].Message.Length);
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

    private Task<List<AttemptRow>> AttemptsAsync() => _sync.Store.ReadAsync((db, token) => db.Attempts.ToListAsync(token), default);

    private static SalesforceFailure Data(string code, params string[] fields) => new(FailureClass.Data, code, "refused", fields);

    private void GiveOwner() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
}
