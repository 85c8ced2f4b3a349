using RelationSync.Domain.Targets;

namespace RelationSync.Tests.Domain.Targets;

[Trait("Rule", "R-W7")]
public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("a@b", "a@b")]
    [InlineData("  a@b.example ", "a@b.example")]
    [InlineData("Yamada@Customer.Example", "yamada@customer.example")]
    [InlineData("<a@b>", "a@b")]
    [InlineData("山田 太郎 <yamada@customer.example>", "yamada@customer.example")]
    [InlineData("\"山田, 太郎\" <a@b>", "a@b")]
    [InlineData("\"old@x <y>\" < a@b >", "a@b")]
    [InlineData("a+tag.x_y'z@b-c.example", "a+tag.x_y'z@b-c.example")]
    public void Parse_Address_IsInLowerCaseWithoutTheName(string text, string address) =>
        Assert.Equal(address, EmailAddress.TryParse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("@b")]
    [InlineData("a@b@c")]
    [InlineData("a b@c")]
    [InlineData("<>")]
    [InlineData("0312345678")]
    [InlineData("a@b\0")]
    public void Parse_AnythingElse_IsNone(string? text) => Assert.Null(EmailAddress.TryParse(text));

    [Theory]
    [Trait("Rule", "R-W1")]
    [InlineData("\"taro.yamada\"@customer.example", "taro.yamada@customer.example")]
    [InlineData("山田 <\"taro.yamada\"@customer.example>", "taro.yamada@customer.example")]
    [InlineData("\"Taro Yamada\"@x.example", "\"taro yamada\"@x.example")]
    [InlineData("\"o\\\"neil\"@x.example", "\"o\\\"neil\"@x.example")]
    [InlineData("\"a@b\"@x.example", "\"a@b\"@x.example")]
    [InlineData("a.\"b\".c@x.example", "a.b.c@x.example")]
    [InlineData("\"山田\" <a@x.example> (営業部)", "a@x.example")]
    [InlineData("(営業部) a@x.example (山田)", "a@x.example")]
    [InlineData("a(comment)@x.example", "a@x.example")]
    [InlineData("=?UTF-8?B?5bGx55SwLCDlpKrpg44=?= <a@x.example>", "a@x.example")]
    [InlineData("=?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <a@x.example>", "a@x.example")]
    [InlineData("<@relay.example:a@x.example>", "a@x.example")]
    [InlineData("山田, 太郎 <a@x.example>", "a@x.example")]
    [InlineData("mailto:a@x.example", "a@x.example")]
    public void Parse_FormsOfTheStandard_AreRead(string text, string address) => Assert.Equal(address, EmailAddress.TryParse(text));

    [Theory]
    [Trait("Rule", "R-W1")]
    [InlineData("a..b@x.example", "a..b@x.example")]
    [InlineData("a.b.@x.example", "a.b.@x.example")]
    [InlineData(".a@x.example", ".a@x.example")]
    [InlineData("山田 <a..b@x.example>", "a..b@x.example")]
    [InlineData("Yamada, Taro <a.b.@x.example>", "a.b.@x.example")]
    [InlineData("\"山田, 太郎\" <a..b@x.example> (営業部)", "a..b@x.example")]
    [InlineData("\"a..b\"@x.example", "a..b@x.example")]
    [InlineData("mailto:a..b@x.example", "a..b@x.example")]
    [InlineData("山田(営業 <a@x.example>", "a@x.example")]
    [InlineData("\"山田 <a@x.example>", "a@x.example")]
    [InlineData("「a@x.example」", "a@x.example")]
    [InlineData("'a@x.example'", "a@x.example")]
    [InlineData("a@x.example.", "a@x.example")]
    public void Parse_FormsThatExistBesideTheStandard_AreRead(string text, string address) => Assert.Equal(address, EmailAddress.TryParse(text));

    [Theory]
    [Trait("Rule", "R-W1")]
    [InlineData("\u200ba@x.example")]
    [InlineData("a@x.example\ufeff")]
    [InlineData("\u202aa@x.example\u202c")]
    [InlineData("\u2068山田\u2069 <\u200ea@x.example\u200f>")]
    [InlineData("a\u200d@\u2060x.example")]
    [InlineData("a＠x.example")]
    [InlineData("ａ＠ｘ．ｅｘａｍｐｌｅ")]
    [InlineData("山田 ＜ａ＠x.example＞")]
    [InlineData("a@x。example")]
    [InlineData("\u3000a@x.example\u3000")]
    public void Parse_WidthsAndInvisibleCharacters_AreNoPartOfIt(string text) => Assert.Equal("a@x.example", EmailAddress.TryParse(text));

    [Theory]
    [Trait("Rule", "R-W1")]
    [InlineData("a@x.example, B@x.example", "a@x.example b@x.example")]
    [InlineData("a@x.example; b@x.example", "a@x.example b@x.example")]
    [InlineData("a@x.example、b@x.example", "a@x.example b@x.example")]
    [InlineData("Yamada, Taro <a@x.example>, \"鈴木; 一\" <b@x.example>", "a@x.example b@x.example")]
    [InlineData("a@x.example, b..c@x.example, d@x.example", "a@x.example b..c@x.example d@x.example")]
    [InlineData("営業部: a@x.example, 鈴木 <b@x.example>;", "a@x.example b@x.example")]
    [InlineData("営業部: a@x.example, b..c@x.example;", "a@x.example b..c@x.example")]
    [InlineData("a@x.example\nb@x.example", "a@x.example b@x.example")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("a@b@c, d@x.example", "d@x.example")]
    public void All_OfAListOrGroup_AreReadInTheirOrder(string text, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', EmailAddress.All(text)));

    [Theory]
    [Trait("Rule", "R-W1")]
    [InlineData("山田@例え.JP", "山田@例え.jp")]
    [InlineData("a@xn--r8jz45g.jp", "a@例え.jp")]
    [InlineData("a@例え．jp", "a@例え.jp")]
    [InlineData("a@Bücher.example", "a@bücher.example")]
    public void Parse_InternationalDomain_IsInItsOwnScript(string text, string address) => Assert.Equal(address, EmailAddress.TryParse(text));

    [Fact]
    [Trait("Rule", "R-W1")]
    public void Spellings_OfAnAddress_AreThoseThatSalesforceMayHave()
    {
        Assert.Equal(["a@x.example"], EmailAddress.Spellings("a@x.example"));
        Assert.Equal(["a@例え.jp", "a@xn--r8jz45g.jp"], EmailAddress.Spellings("a@例え.jp"));
        Assert.Equal(["a..b@x.example", "\"a..b\"@x.example"], EmailAddress.Spellings("a..b@x.example"));
    }

    [Fact]
    public void All_OfHostileText_IsReadInLittleTime()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var piece in new[] { "(", "<", "\"", "a:", "a@b,", "a..b@x,", "<a@b", "\\\"@", "@" })
        {
            EmailAddress.All(string.Concat(Enumerable.Repeat(piece, 100_000)));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void Parse_Long_IsReadUpTo80Characters(int length, bool read)
    {
        var address = new string('a', length - 2) + "@b";

        Assert.Equal(read ? address : null, EmailAddress.TryParse($"名前 <{address}>"));
    }

    [Fact]
    public void Parse_UnderTurkishCulture_IsTheSame()
    {
        using var culture = new Support.CultureScope("tr-TR");

        Assert.Equal("i@x", EmailAddress.TryParse("I@X"));
    }
}
