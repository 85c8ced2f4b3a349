using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Targets;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Sync;

public sealed class WrittenEventTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Event_IsKeptAsItWasSent_WithoutItsTexts()
    {
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Contacts.Add(new TargetHit("003000000000002AAA", "a@customer.example", null, SyncHarness.T0));
        await _sync.SendMailAsync(subject: "配送日の変更", body: "一行目\\n二行目", draft: "2026-11-23T00:30:00Z");
        await _sync.PassHoldsAndDrainAsync();

        var written = await ReadAsync();

        var sent = Assert.Single(_sync.Org.Events).Record;
        Assert.Equal((sent.OwnerId, sent.Start, sent.End, sent.Type), (written.OwnerId, written.Start, written.End, written.Type));
        Assert.Equal("003000000000001AAA,003000000000002AAA", written.WhoIds);
        Assert.Equal((sent.Subject.Length, 2, sent.Description.Length), (written.SubjectLength, written.DescriptionLines, written.DescriptionLength));
    }

    [StoreFact]
    public async Task Event_OfALostAnswer_IsKeptAsItWasSent()
    {
        _sync.Org.WriteFailure = () => (new SalesforceFailure(FailureClass.TransientCall, "TIMEOUT", "No answer.", [], WriteCertainty.TimedOut, WholeCall: true), true);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(Assert.Single(_sync.Org.Events).Record.Start, (await ReadAsync()).Start);
    }

    [StoreFact]
    public async Task Event_RefusedForGood_IsNotKept()
    {
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.Data, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "No.", []);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        Assert.Empty(await _sync.Store.ReadAsync((db, token) => db.WrittenEvents.ToListAsync(token), CancellationToken.None));
    }

    private Task<WrittenEvent> ReadAsync() => _sync.Store.ReadAsync((db, token) => db.WrittenEvents.SingleAsync(token), CancellationToken.None);
}
