using System.Diagnostics;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Targets;

public sealed class TargetChoiceTests
{
    private static readonly CustomerKey A = new(CustomerKeyKind.Email, "a@x");
    private static readonly CustomerKey B = new(CustomerKeyKind.Email, "b@x");
    private static readonly CustomerKey Tokyo = new(CustomerKeyKind.Phone, "+81312345678");

    [Fact]
    [Trait("Rule", "R-W7")]
    public void Choose_HitsWrittenOtherwise_AreComparedAgain()
    {
        TargetHit[] hits =
        [
            Hit("1", email: "A@X", created: 1),
            Hit("2", phone: "（０３）１２３４ー５６７８", created: 2),
            Hit("3", email: "aa@x", created: 3),
            Hit("4", phone: "03-1234-56789", created: 4),
            Hit("5", email: "03-1234-5678", phone: "a@x", created: 5),
            Hit("6", created: 6),
        ];

        Assert.Equal(["1", "2"], Contacts([A, Tokyo], hits).ContactIds);
    }

    [Fact]
    [Trait("Rule", "R-W8")]
    public void Choose_Contacts_AreByKeyThenOldestThenId()
    {
        TargetHit[] hits =
        [
            Hit("a-0-young", email: "a@x", created: 9),
            Hit("a-b", email: "a@x", created: 5),
            Hit("a-B", email: "a@x", created: 5),
            Hit("b-oldest", email: "b@x", created: 1),
        ];

        Assert.Equal(["b-oldest", "a-B", "a-b", "a-0-young"], Contacts([B, A], hits).ContactIds);
    }

    [Fact]
    [Trait("Rule", "R-W8")]
    public void Choose_ContactOfSeveralKeys_IsThereOnce()
    {
        TargetHit[] hits = [Hit("1", email: "a@x", phone: "0312345678"), Hit("1", email: "a@x", phone: "0312345678"), Hit("2", phone: "0312345678")];

        Assert.Equal(["1", "2"], Contacts([A, Tokyo], hits).ContactIds);
    }

    [Theory]
    [Trait("Rule", "R-W8")]
    [InlineData(49, 49, 0)]
    [InlineData(50, 50, 0)]
    [InlineData(51, 50, 1)]
    [InlineData(120, 50, 70)]
    public void Choose_ManyContacts_LeavesThoseOver50Out(int found, int chosen, int leftOut)
    {
        var hits = Enumerable.Range(0, found).Select(i => Hit($"{i:D3}", email: i % 2 == 0 ? "a@x" : "b@x", phone: "0312345678")).ToArray();
        var targets = Contacts([A, B, Tokyo], hits);

        Assert.Equal((chosen, leftOut), (targets.ContactIds.Count, targets.LeftOut));
        Assert.Equal("000", targets.ContactIds[0]);
        Assert.Null(targets.LeadId);
    }

    [Fact]
    [Trait("Rule", "R-W9")]
    public void Choose_Lead_IsTheFirstByKeyThenOldest()
    {
        TargetHit[] leads = [Hit("a", email: "a@x", created: 1), Hit("b-0-young", email: "b@x", created: 9), Hit("b-old", email: "b@x", created: 5)];

        var targets = TargetChoice.Choose(TargetKind.Lead, [B, A], [Hit("contact", email: "b@x")], leads);

        Assert.Equal(("b-old", 0), (targets.LeadId, targets.LeftOut));
        Assert.Empty(targets.ContactIds);
    }

    [Fact]
    [Trait("Rule", "R-W10")]
    public void Choose_BothWithAContact_TakesNoLead()
    {
        // The lead is of the first key, the contact of the last: contacts come first all the same.
        var targets = TargetChoice.Choose(TargetKind.Both, [A, B], [Hit("contact", email: "b@x")], [Hit("lead", email: "a@x")]);

        Assert.Equal(["contact"], targets.ContactIds);
        Assert.Null(targets.LeadId);
    }

    [Fact]
    [Trait("Rule", "R-W10")]
    public void Choose_BothWithoutAContact_TakesALead() => Assert.Equal(
        "lead", TargetChoice.Choose(TargetKind.Both, [A], [Hit("contact", email: "b@x")], [Hit("lead", email: "a@x")]).LeadId);

    [Theory]
    [Trait("Rule", "R-W11")]
    [InlineData(TargetKind.Contact)]
    [InlineData(TargetKind.Lead)]
    [InlineData(TargetKind.Both)]
    public void Choose_NothingFound_IsNone(TargetKind kind)
    {
        Assert.Equal(ChosenTargets.None, TargetChoice.Choose(kind, [A], [Hit("1", email: "b@x")], []));
        Assert.Equal(ChosenTargets.None, TargetChoice.Choose(kind, [], [Hit("1", email: "a@x")], [Hit("2", email: "a@x")]));
    }

    [Fact]
    [Trait("Rule", "R-W8")]
    public void Choose_ABatchOf1000AmongAHundredThousand_TakesLittleTime()
    {
        var hits = Enumerable.Range(0, 100_000).Select(i => Hit($"{i:D6}", email: $"p{i}@x", phone: $"03{i % 5000 + 10000000}")).ToArray();

        var watch = Stopwatch.StartNew();
        var index = TargetIndex.Of(hits);
        for (var i = 0; i < 1000; i++)
        {
            CustomerKey[] keys = [new(CustomerKeyKind.Email, $"p{i}@x"), new(CustomerKeyKind.Phone, $"+813{i + 10000000}")];
            Assert.Equal(20, TargetChoice.Choose(TargetKind.Contact, keys, index, TargetIndex.Empty).ContactIds.Count);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    private static ChosenTargets Contacts(IReadOnlyList<CustomerKey> keys, IReadOnlyCollection<TargetHit> hits) =>
        TargetChoice.Choose(TargetKind.Contact, keys, hits, []);

    private static TargetHit Hit(string id, string? email = null, string? phone = null, double created = 0) =>
        new(id, email, phone, OperationBuilder.At(created));
}
