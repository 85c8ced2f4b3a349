using RelationSync.Domain.Targets;
using RelationSync.Portal.Relation;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Sync;

public sealed class DrainTargetTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    [Trait("Rule", "R-W7")]
    [Trait("Rule", "R-W10")]
    public async Task Drain_ContactWithAnOddSpellingBesideALeadWithAUsualOne_TakesTheContact()
    {
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", null, "（０３）１２３４ー５６７８", SyncHarness.T0));
        _sync.Org.Leads.Add(new TargetHit("00Q000000000001AAA", null, "03-1234-5678", SyncHarness.T0));
        await SendSmsAsync("0312345678");

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(["003000000000001AAA"], Assert.Single(_sync.Org.Events).Record.WhoIds);
    }

    [Fact]
    [Trait("Rule", "R-W7")]
    public async Task Drain_ContactWithAUsualSpelling_AsksNoPattern()
    {
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", null, "03-1234-5678", SyncHarness.T0));
        await SendSmsAsync("0312345678");

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(["003000000000001AAA"], Assert.Single(_sync.Org.Events).Record.WhoIds);
        Assert.DoesNotContain(_sync.Org.Questions, q => q.PhonePatterns.Count > 0);
    }

    private Task<IntakeStatus> SendSmsAsync(string number) => _sync.PostAsync($$"""
        {"id":"s1","type":"message.sent","channel":"sms","activity_id":"s1","occurred_at":"{{_sync.Now}}",
         "operator":{"email":"sato@example.com"},"data":{"body":"本文","to":["{{number}}"]} }
        """);
}
