using RelationSync.Domain.Common;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.ContentBuilder;

namespace RelationSync.Tests.Domain.Events;

[Trait("Rule", "R-M7")]
public sealed class DescriptionTextTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\v")]
    [InlineData("\f")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public void Body_Of50Lines_IsKeptWithLfLineEnds(string lineEnd) =>
        AssertText(Lines(50), cut: false, OfBody(Lines(50, lineEnd)));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\v")]
    [InlineData("\u2029")]
    public void Body_OneLineEndAtTheVeryEnd_StartsNoLine(string lineEnd) =>
        AssertText(Lines(50), cut: false, OfBody(Lines(50, lineEnd) + lineEnd));

    [Fact]
    public void Body_TwoLineEndsAtTheVeryEnd_AreALine51() => AssertText(Lines(50), cut: true, OfBody(Lines(50) + "\n\n"));

    [Fact]
    public void Body_Of51Lines_IsCutAtTheFirst50() => AssertText(Lines(50), cut: true, OfBody(Lines(51, "\r\n")));

    [Fact]
    public void Body_MixedLineEnds_AreOneEach() => AssertText("a\nb\n\nc\nd", cut: false, OfBody("a\r\nb\n\nc\rd"));

    [Fact]
    public void Body_WordsSoftLineBreak_GluesNoWords() => AssertText("一行目\n二行目\n三行目", cut: false, OfBody("一行目\u000b二行目\f三行目"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\n")]
    public void Body_Empty_IsEmpty(string? body) => AssertText("", cut: false, OfBody(body));

    [Theory]
    [InlineData(32_000, false)]
    [InlineData(32_001, true)]
    public void Body_Long_IsCutAt32000Characters(int length, bool cut) =>
        AssertText(new string('あ', 32_000), cut, OfBody(new string('あ', length)));

    [Fact]
    public void Body_PairAtTheCut_IsLeftOutWhole() =>
        AssertText(new string('a', 31_999), cut: true, OfBody(new string('a', 31_999) + "😀"));

    [Fact]
    public void Body_WithCharactersNobodyTakes_LosesThem() =>
        AssertText("a\tb\nc\uFFFDd", cut: false, OfBody("a\tb\n\u0001c\ud800\u001fd\ufffe\u007f"));

    [Fact]
    public void HtmlBody_BecomesText() => AssertText("一行目\n二行目", cut: false, DescriptionText.Of(Html("<p>一行目</p><p>二行目</p>"), Tokyo));

    [Fact]
    public void HtmlBody_Of51Blocks_IsCutAtTheFirst50() => AssertText(
        Lines(50), cut: true, DescriptionText.Of(Html(string.Concat(Enumerable.Range(1, 51).Select(i => $"<div>行{i}</div>"))), Tokyo));

    [Fact]
    public void TextBody_WithTags_IsKeptAsItIs() => AssertText("<p>&amp;</p>", cut: false, OfBody("<p>&amp;</p>"));

    [Fact]
    [Trait("Rule", "R-M6")]
    public void Chat_Bubbles_AreEntriesInTheInboxsZone() => AssertText(
        "12:00 山田: 在庫は\n12:05 はい\n00:00 佐藤: 了解",
        cut: false,
        OfChat(Bubble("在庫は"), Bubble("はい", author: null, at: 300), Bubble("了解", "佐藤", at: 12 * 3600)));

    [Fact]
    [Trait("Rule", "R-M6")]
    public void Chat_InAnotherZone_IsDatedThere() =>
        Assert.Equal("03:00 山田: a", DescriptionText.Of(Chat(Bubble("a")), TimeZoneInfo.Utc).Text);

    [Theory]
    [Trait("Rule", "R-M6")]
    [InlineData("America/New_York", "2026-11-01T05:59:00Z", "01:59")] // summer time ends: this hour comes twice
    [InlineData("America/New_York", "2026-11-01T06:00:00Z", "01:00")]
    [InlineData("America/New_York", "2026-03-08T06:59:59Z", "01:59")] // and begins: two o'clock is left out
    [InlineData("America/New_York", "2026-03-08T07:00:00Z", "03:00")]
    [InlineData("Asia/Kathmandu", "2026-04-01T18:15:00Z", "00:00")]
    [InlineData("Asia/Tokyo", "2026-04-01T14:59:59Z", "23:59")]
    [InlineData("Asia/Tokyo", "2026-04-01T15:00:00Z", "00:00")]
    [InlineData("UTC", "2026-04-01T00:00:00Z", "00:00")]
    public void Chat_AtTheEdgesOfDaysAndSummerTime_IsDatedAsClocksThereShow(string zone, string at, string shown) => Assert.Equal(
        $"{shown} 山田: はい",
        DescriptionText.Of(Chat(new Bubble(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), "山田", "はい")), TimeZoneInfo.FindSystemTimeZoneById(zone)).Text);

    [Theory]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public void Chat_OneBubbleOfManyLines_IsCutLikeManyBubbles(int lines, bool cut)
    {
        var text = OfChat(Bubble(Lines(lines, "\r\n") + "\r"));

        Assert.Equal((50, cut), (text.Text.Split('\n').Length, text.WasCut));
        Assert.EndsWith($"行{lines}", text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15_999, false)]
    [InlineData(16_000, false)]
    [InlineData(16_001, true)]
    public void Body_OfPairs_IsCountedInUnitsAndCutBetweenThem(int pairs, bool cut) => AssertText(
        string.Concat(Enumerable.Repeat("😀", Math.Min(pairs, 16_000))), cut, OfBody(string.Concat(Enumerable.Repeat("😀", pairs))));

    [Fact]
    [Trait("Rule", "R-M6")]
    public void Chat_LineEndsInABubble_AreKept() =>
        AssertText("12:00 山田: a\nb\nc\n12:00 d", cut: false, OfChat(Bubble("a\r\nb\rc"), Bubble("d", author: " ")));

    [Fact]
    public void Chat_AnyLineEndsInABubble_CountAsLines() =>
        AssertText(Lines(50, first: 2), cut: true, OfChat(Bubble(Lines(51, "\v"), author: null)));

    [Fact]
    public void Chat_AuthorOfSeveralLines_IsOneLine() => AssertText("12:00 a b: c", cut: false, OfChat(Bubble("c", "a\nb")));

    [Fact]
    public void Chat_Of51Lines_KeepsTheLast50()
    {
        AssertText($"12:00 山田: {Lines(50)}", cut: false, OfChat(Bubble(Lines(50))));
        AssertText(Lines(49, first: 2) + "\n12:00 山田: z", cut: true, OfChat(Bubble(Lines(50)), Bubble("z")));
    }

    [Fact]
    public void Chat_OverTheCharacters_KeepsTheEnd() =>
        AssertText(new string('b', 32_000), cut: true, OfChat(Bubble(new string('a', 5) + new string('b', 32_000))));

    [Fact]
    public void Chat_PairAtTheCut_IsLeftOutWhole() =>
        AssertText(new string('b', 31_999), cut: true, OfChat(Bubble("😀" + new string('b', 31_999))));

    [Fact]
    public void Chat_WithoutBubbles_IsEmpty() => AssertText("", cut: false, OfChat());

    [Fact]
    public void Chat_AtTheEndsOfTime_DoesNotFail()
    {
        Bubble[] bubbles = [new(DateTimeOffset.MinValue, null, "a"), new(DateTimeOffset.MaxValue, null, "b")];

        Assert.Equal(2, DescriptionText.Of(Chat(bubbles), Tokyo).Text.Split('\n').Length);
        Assert.Equal(2, DescriptionText.Of(Chat(bubbles), TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).Text.Split('\n').Length);
    }

    private static CutText OfBody(string? body) => DescriptionText.Of(Mail(body), Tokyo);

    private static CutText OfChat(params IReadOnlyList<Bubble> bubbles) => DescriptionText.Of(Chat(bubbles), Tokyo);

    private static void AssertText(string expected, bool cut, CutText actual)
    {
        Assert.Equal(expected, actual.Text);
        Assert.Equal(cut, actual.WasCut);
    }
}
