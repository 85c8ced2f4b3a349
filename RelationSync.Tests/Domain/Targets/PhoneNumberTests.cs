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
    [InlineData("代表 03-1234-5678")]
    [InlineData("直通：03-1234-5678")]
    [InlineData("電話番号：０３-1234-５６７８")]
    [InlineData("本社03-1234-5678")]
    [InlineData("TEL/FAX 03-1234-5678")]
    [InlineData("TEL／FAX：03-1234-5678")]
    [InlineData("Tel.03-1234-5678")]
    [InlineData("Mobile: 03-1234-5678")]
    [InlineData("(代)03-1234-5678")]
    [InlineData("【代表】03-1234-5678")]
    [InlineData("本社代表（03）1234-5678")]
    [InlineData("代表電話（03-1234-5678）")]
    [InlineData("フリーダイヤル 03-1234-5678")]
    [InlineData("☎03-1234-5678")]
    [InlineData("📞 03-1234-5678")]
    [InlineData("℡03-1234-5678")]
    [InlineData("東京支店 03-1234-5678")]
    [InlineData("山田：03-1234-5678")]
    [InlineData("tel:+81-3-1234-5678;ext=12")]
    [InlineData("tel:03-1234-5678;phone-context=+81")]
    [InlineData("03-1234-5678（代）")]
    [InlineData("03-1234-5678(代) 内線123")]
    [InlineData("03-1234-5678（代表）内線12")]
    [InlineData("03-1234-5678、内線12")]
    [InlineData("03-1234-5678【内線12】")]
    [InlineData("03-1234-5678(内)12")]
    [InlineData("03-1234-5678 内線番号：12")]
    [InlineData("03-1234-5678内線8-12-3456")]
    [InlineData("03-1234-5678 Ext 12")]
    [InlineData("03-1234-5678,,12")]
    [InlineData("03-1234-5678,,12#")]
    [InlineData("①03-1234-5678")]
    [InlineData("本社 ① 03-1234-5678")]
    [InlineData("03-1234-5678 本社代表")]
    [InlineData("03-1234-5678 (山田)")]
    [InlineData("03-1234-5678（平日9:00〜17:00）")]
    [InlineData("03-1234-5678 9時〜17時")]
    [InlineData("03-1234-5678 (3階)")]
    [InlineData("TEL 03-1234-5678 / FAX 03-1234-5679")]
    [InlineData("03━1234━5678")]
    [InlineData("03〜1234〜5678")]
    [InlineData("03～1234～5678")]
    [InlineData("０３一１２３４一５６７８")]
    [InlineData("０3-12３４-567８")]
    [InlineData("〔０３〕1234-5678")]
    [InlineData("٠٣-١٢٣٤-٥٦٧٨")]
    [InlineData("\ufeff03-\u200b1234-5678")]
    public void Parse_LabelsAndRemarks_AreNoPartOfIt(string text) => Assert.Equal("+81312345678", PhoneNumber.TryParse(text));

    [Theory]
    [InlineData("携帯電話 090-1234-5678", "+819012345678")]
    [InlineData("ケータイ：０９０－１２３４－５６７８", "+819012345678")]
    [InlineData("M: +1 212-555-0123 x5", "+12125550123")]
    public void Parse_LabelsOfOtherNumbers_AreNoPartOfThem(string text, string e164) => Assert.Equal(e164, PhoneNumber.TryParse(text));

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
    [InlineData("sato0312345678")]
    [InlineData("0312345678abc")]
    [InlineData("〒100-0001")]
    [InlineData("内線12")]
    [InlineData("代表")]
    [InlineData("TEL 03-1234-5678 携帯 090-1111-2222")]
    [InlineData("03-1234-5678 内線 03-1234-5679")]
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
