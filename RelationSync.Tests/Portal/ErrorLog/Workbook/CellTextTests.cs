using RelationSync.Portal.ErrorLog.Workbook;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

[Trait("Rule", "R-E2")]
public sealed class CellTextTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+81312345678")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("  =1")]
    [InlineData("\u00a0=1")]
    [InlineData("\u0001=1")]
    [InlineData("＝1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠SUM(A1)")]
    [InlineData("'=1")]
    public void Text_LikeAFormula_IsQuoted(string text) => Assert.True(CellText.Of(text).Quoted);

    [Theory]
    [InlineData("0312345678")]
    [InlineData("a=b")]
    [InlineData("お見積り")]
    [InlineData("")]
    public void Text_Harmless_IsNot(string text) => Assert.False(CellText.Of(text).Quoted);

    [Theory]
    [InlineData("a\u0000b\u0008c\u001f", "abc")]
    [InlineData("a\u007fb\u009fc", "abc")]
    [InlineData("a\uffffb\ufffec", "abc")]
    [InlineData("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive")]
    [InlineData("👩‍👩‍👧 😀", "👩‍👩‍👧 😀")]
    public void Text_WithControlCharacters_LosesThem(string text, string expected) => Assert.Equal(expected, CellText.Of(text).Text);

    [Fact]
    public void Text_WithHalfACharacter_ShowsThatSomethingWasThere()
    {
        Assert.Equal("a\ufffdb", CellText.Of("a\ud83db").Text);
        Assert.Equal("\ufffd", CellText.Of("\ude00").Text);
    }

    [Fact]
    public void Text_TooLong_IsCutBetweenCharacters()
    {
        Assert.Equal(32_767, CellText.Of(new string('a', 40_000)).Text.Length);
        Assert.Equal(32_767, CellText.Of(new string('a', 32_767)).Text.Length);
        Assert.Equal(new string('a', 32_766), CellText.Of(new string('a', 32_766) + "😀").Text);
    }

    [Theory]
    [InlineData("_x000D_", "_x005F_x000D_")]
    [InlineData("a_x41_b", "a_x41_b")]
    [InlineData("_x005F_", "_x005F_x005F_")]
    [InlineData("_x0041_x0042_", "_x005F_x0041_x005F_x0042_")]
    public void Text_ThatLooksEscaped_StaysWhatItIs(string text, string stored) => Assert.Equal(stored, CellText.Of(text).Stored);
}
