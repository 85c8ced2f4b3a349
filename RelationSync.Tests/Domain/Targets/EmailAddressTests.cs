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
    [InlineData("a@b, c@d")]
    [InlineData("a@b;c@d")]
    [InlineData("<>")]
    [InlineData("山田 <a@b")]
    [InlineData("0312345678")]
    [InlineData("a@b\0")]
    public void Parse_AnythingElse_IsNone(string? text) => Assert.Null(EmailAddress.TryParse(text));

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
