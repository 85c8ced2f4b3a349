using RelationSync.Domain.Common;

namespace RelationSync.Tests.Domain.Common;

/// <summary>Texts in which what looks alike is alike.</summary>
public sealed class TextFormTests
{
    [Theory]
    [InlineData("ＡＢＣ１２３", "ABC123")]
    [InlineData("ｶﾞ", "ガ")]
    [InlineData("plain", "plain")]
    public void CompatibleText_IsNfkc_OfAnyText(string text, string expected) => Assert.Equal(expected, CompatibleText.Of(text));

    // Not inline data: a lone surrogate would be replaced before it came here.
    [Fact]
    public void CompatibleText_OfWhatHasNoForm_HasTheReplacementCharacter()
    {
        Assert.Equal("A\uFFFD", CompatibleText.Of("Ａ\uD800"));
        Assert.Equal("\uFFFDA", CompatibleText.Of("\uFFFEＡ"));
        Assert.Equal("A😀\uFFFD", CompatibleText.Of("Ａ😀\uDC00"));
    }

    [Theory]
    [InlineData(0x034F)]
    [InlineData(0x115F)]
    [InlineData(0x1160)]
    [InlineData(0x3164)]
    [InlineData(0xFFA0)]
    [InlineData(0x17B4)]
    [InlineData(0x17B5)]
    [InlineData(0x180B)]
    [InlineData(0x180F)]
    [InlineData(0xFE00)]
    [InlineData(0xFE0F)]
    [InlineData(0xE0100)]
    [InlineData(0xE01EF)]
    [InlineData(0x200B)]
    [InlineData(0x202E)]
    [InlineData(0xFEFF)]
    public void VisibleText_LeavesOutWhatShowsNothing(int character) => Assert.Equal("山a", VisibleText.Of($"山{char.ConvertFromUtf32(character)}a"));

    [Theory]
    [InlineData(0x0350)]
    [InlineData(0x115E)]
    [InlineData(0x1161)]
    [InlineData(0x17B3)]
    [InlineData(0x17B6)]
    [InlineData(0x180A)]
    [InlineData(0x1810)]
    [InlineData(0xFDFF)]
    [InlineData(0xFE10)]
    [InlineData(0xE01F0)]
    [InlineData(0x1F600)]
    [InlineData(0x0009)]
    public void VisibleText_KeepsTheRest(int character)
    {
        var text = $"山{char.ConvertFromUtf32(character)}a";

        Assert.Equal(text, VisibleText.Of(text));
    }

    [Fact]
    public void VisibleText_OfHalfAPair_IsTheReplacementCharacter() => Assert.Equal("山\uFFFD", VisibleText.Of("山\uD800"));
}
