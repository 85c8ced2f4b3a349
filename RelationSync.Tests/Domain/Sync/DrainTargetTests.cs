using RelationSync.Domain.Owners;
using RelationSync.Domain.Targets;
using RelationSync.Portal.Intake;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

public sealed class DrainTargetTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    [Trait("Rule", "R-W8")]
    [Trait("Rule", "R-O2")]
    public async Task Drain_TargetAndOwnerForgottenWhileTheOthersAreLookedUp_AreTheEventsAllTheSame()
    {
        using var sync = new SyncHarness(linkOpportunities: false);
        sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
        await sync.SendMailAsync("first");
        await sync.PassHoldsAndDrainAsync();
        await sync.SendMailAsync("second");
        await sync.SendMailAsync("other", to: "b@customer.example");
        sync.Clock.Advance(TimeSpan.FromSeconds(61));
        var lease = await sync.AcquireElsewhereAsync();
        sync.Org.CallFailure = () =>
        {
            // Longer than anything is remembered.
            sync.Clock.Advance(TimeSpan.FromHours(2));
            lease.Renewed(sync.Wall.GetTimestamp());
            return null;
        };

        await sync.DrainUnderAsync(lease);

        Assert.Equal(3, sync.Org.Events.Count);
        Assert.All(sync.Org.Events.Where(e => e.Record.WhoIds.Count > 0), e => Assert.Equal("005000000000002AAA", e.Record.OwnerId));
        Assert.Equal(2, sync.Org.Events.Count(e => e.Record.WhoIds is ["003000000000001AAA"]));
    }

    [StoreFact]
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

    [StoreFact]
    [Trait("Rule", "R-W7")]
    public async Task Drain_ContactWithAUsualSpelling_AsksNoPattern()
    {
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", null, "03-1234-5678", SyncHarness.T0));
        await SendSmsAsync("0312345678");

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(["003000000000001AAA"], Assert.Single(_sync.Org.Events).Record.WhoIds);
        Assert.DoesNotContain(_sync.Org.Questions, q => q.PhonePatterns.Count > 0);
    }

    [StoreTheory]
    [Trait("Rule", "R-W7")]
    [InlineData("03-1234-5678(代) 内線123")]
    [InlineData("代表 03-1234-5678")]
    [InlineData("電話番号：03-1234-5678")]
    [InlineData("０３-1234-５６７８")]
    [InlineData("03━1234━5678")]
    [InlineData("TEL/FAX 03(1234)5678、内線12")]
    public async Task Drain_ContactWithLabelsAndRemarks_IsFound(string stored)
    {
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", null, stored, SyncHarness.T0));
        await SendSmsAsync("0312345678");

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(["003000000000001AAA"], Assert.Single(_sync.Org.Events).Record.WhoIds);
    }

    [StoreTheory]
    [Trait("Rule", "R-W1")]
    [Trait("Rule", "R-W7")]
    [InlineData("山田 <\\\"taro.yamada\\\"@customer.example>", "Taro.Yamada@customer.example")]
    [InlineData("山田 ＜ｙａｍａｄａ＠customer.example＞", "yamada@customer.example")]
    [InlineData("a@例え.jp", "A@xn--r8jz45g.jp")]
    [InlineData("a..b@customer.example", "\"a..b\"@customer.example")]
    [InlineData("x@customer.example, yamada@customer.example", "yamada@customer.example")]
    public async Task Drain_AddressWrittenOtherwise_FindsTheContact(string to, string stored)
    {
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", stored, null, SyncHarness.T0));

        await _sync.SendMailAsync(to: to);
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(["003000000000001AAA"], Assert.Single(_sync.Org.Events).Record.WhoIds);
    }

    [StoreFact]
    [Trait("Rule", "R-M9")]
    public async Task Drain_FirstContactGetsAnOpportunity_GoesBeforeTheRememberedOneOfALaterContact()
    {
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Contacts.Add(new TargetHit("003000000000002AAA", "a@customer.example", null, SyncHarness.T0.AddDays(1)));
        _sync.Org.Roles.Add(new OpportunityRole("006000000000002AAA", "003000000000002AAA", true, SyncHarness.T0));
        await _sync.SendMailAsync("m1");
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Roles.Add(new OpportunityRole("006000000000001AAA", "003000000000001AAA", false, SyncHarness.T0));

        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(["006000000000002AAA", "006000000000001AAA"], _sync.Org.Events.Select(e => e.Record.WhatId));
    }

    [StoreTheory]
    [Trait("Rule", "R-W8")]
    [InlineData(50, 0)]
    [InlineData(51, 1)]
    public async Task Drain_RecipientsAroundTheFiftieth_AreAllThereUpToItInTheirOrder(int recipients, int warnings)
    {
        // The oldest is addressed last: key order goes before age.
        for (var i = 0; i < recipients; i++)
        {
            _sync.Org.Contacts.Add(new TargetHit($"003{i:D12}AAA", $"p{i}@customer.example", null, SyncHarness.T0.AddDays(-i)));
        }

        await _sync.SendMailAsync(to: string.Join("\",\"", Enumerable.Range(0, recipients).Select(i => $"P{i}@customer.example")));
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"003{i:D12}AAA"), Assert.Single(_sync.Org.Events).Record.WhoIds);
        Assert.Equal(warnings, (await _sync.LogAsync()).Count(e => e.Code == "CONTACTS_LEFT_OUT"));
    }

    private Task<IntakeStatus> SendSmsAsync(string number) => _sync.PostAsync($$"""
        {"id":"s1","type":"message.sent","channel":"sms","activity_id":"s1","occurred_at":"{{_sync.Now}}",
         "operator":{"email":"sato@example.com"},"data":{"body":"本文","to":["{{number}}"]} }
        """);
}
