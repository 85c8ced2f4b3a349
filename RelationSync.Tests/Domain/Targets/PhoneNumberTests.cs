using RelationSync.Domain.Targets;

namespace RelationSync.Tests.Domain.Targets;

[Trait("Rule", "R-W7")]
public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("03-1234-5678")]
    [InlineData("0312345678")]
    [InlineData("03(1234)5678")]
    [InlineData("(03)1234-5678")]
    [InlineData("03 1234 5678")]
    [InlineData("03.1234.5678")]
    [InlineData("+81312345678")]
    [InlineData("+81-3-1234-5678")]
    [InlineData("+81 3-1234-5678")]
    [InlineData("+81(0)3-1234-5678")]
    [InlineData("+81 (0)3 1234 5678")]
    [InlineData("＋８１（０）３－１２３４－５６７８")]
    [InlineData("０３－１２３４－５６７８")]
    [InlineData("０３−１２３４−５６７８")]
    [InlineData("０３ー１２３４ー５６７８")]
    [InlineData("０３―１２３４―５６７８")]
    [InlineData("（０３）１２３４ー５６７８")]
    [InlineData("03‐1234–5678")]
    [InlineData("03—1234ｰ5678")]
    [InlineData("03　1234　5678")]
    [InlineData("  03-1234-5678  ")]
    [InlineData("03/1234/5678")]
    [InlineData("03_1234_5678")]
    [InlineData("０３・１２３４・５６７８")]
    [InlineData("03*1234*5678")]
    [InlineData("03-1234-5678 /")]
    [InlineData("03-1234-5678 内線12")]
    [InlineData("03-1234-5678（内線 12）")]
    [InlineData("03-1234-5678 ext. 12")]
    [InlineData("03-1234-5678 x12")]
    [InlineData("03-1234-5678#12")]
    [InlineData("03-1234-5678(代)")]
    [InlineData("TEL: 03-1234-5678")]
    [InlineData("電話０３－１２３４－５６７８")]
    [InlineData("\u202D03-1234-5678\u202C")]
    public void Parse_AnySpelling_IsTheSameNumber(string text) => Assert.Equal("+81312345678", PhoneNumber.TryParse(text));

    [Theory]
    [InlineData("090-1234-5678", "+819012345678")]
    [InlineData("0120-123-456", "+81120123456")]
    [InlineData("04992-1-2345", "+81499212345")]
    [InlineData("+1 (212) 555-0123", "+12125550123")]
    [InlineData("03-1234-56789", "+813123456789")]
    public void Parse_OtherNumbers_AreThemselves(string text, string e164) => Assert.Equal(e164, PhoneNumber.TryParse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("非通知")]
    [InlineData("110")]
    [InlineData("a@b.example")]
    [InlineData("sato0312345678@example.com")]
    [InlineData("1-800-FLOWERS")]
    [InlineData("03-1234-5678/090-1111-2222")]
    [InlineData("03-1234-5678 または 090-1111-2222")]
    [InlineData("03-1234-5678、5679")]
    [InlineData("03-1234-5678/5679")]
    [InlineData("03-1234-5678・5679")]
    [InlineData("*69")]
    [InlineData("012345678901234567890")]
    [InlineData("😀0312345678")]
    [InlineData("\uFFFE0312345678")]
    public void Parse_NoNumberOrSeveral_IsNone(string? text) => Assert.Null(PhoneNumber.TryParse(text));

    [Fact]
    public void Parse_LoneSurrogateOrVeryLong_IsNone()
    {
        Assert.Null(PhoneNumber.TryParse("03\ud8001234"));
        Assert.Null(PhoneNumber.TryParse(new string('(', 1_000_000) + "0312345678"));
    }

    [Theory]
    [InlineData("+8600 1234 5678")]
    [InlineData("+39 06 698 12345")]
    public void TryParse_ItsOwnResult_IsTheSameNumber(string text)
    {
        var number = PhoneNumber.TryParse(text);

        Assert.NotNull(number);
        Assert.Equal(number, PhoneNumber.TryParse(number));
    }
}
