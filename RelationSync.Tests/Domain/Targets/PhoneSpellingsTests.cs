using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RelationSync.Domain.Targets;

namespace RelationSync.Tests.Domain.Targets;

[Trait("Rule", "R-W7")]
public sealed class PhoneSpellingsTests
{
    private static readonly Gen<string> Japanese =
        from start in Gen.Elements("3", "45", "422", "4992", "90", "80", "70", "50", "120", "800", "570", "6", "11")
        from digits in Gen.Choose(0, 9).ArrayOf(10)
        let length = start is "90" or "80" or "70" or "50" or "800" ? 10 : 9
        select "+81" + (start + string.Concat(digits))[..length];

    private static readonly Gen<string> Foreign = Gen.Elements("+12125550123", "+390612345678", "+442071838750", "+8613812345678");

    [Theory]
    [InlineData("+81312345678", "03-1234-5678")]
    [InlineData("+81312345678", "0312345678")]
    [InlineData("+81312345678", "03 1234 5678")]
    [InlineData("+81312345678", "03.1234.5678")]
    [InlineData("+81312345678", "03(1234)5678")]
    [InlineData("+81312345678", "(03)1234-5678")]
    [InlineData("+81312345678", "+81312345678")]
    [InlineData("+81312345678", "+81 3-1234-5678")]
    [InlineData("+81312345678", "+81-3-1234-5678")]
    [InlineData("+81312345678", "+81 3 1234 5678")]
    [InlineData("+81312345678", "+81(0)3-1234-5678")]
    [InlineData("+81312345678", "０３－１２３４－５６７８")]
    [InlineData("+81312345678", "０３−１２３４−５６７８")]
    [InlineData("+81312345678", "０３ー１２３４ー５６７８")]
    [InlineData("+81312345678", "０３１２３４５６７８")]
    [InlineData("+81312345678", "（０３）１２３４ー５６７８")]
    [InlineData("+819012345678", "(090) 1234 5678")]
    [InlineData("+819012345678", "+81 90-1234-5678")]
    [InlineData("+81120123456", "0120-123-456")]
    [InlineData("+81451234567", "045-123-4567")]
    [InlineData("+81499212345", "04992-1-2345")]
    [InlineData("+12125550123", "+1 212-555-0123")]
    public void Spellings_OfANumber_HaveTheUsualOnes(string e164, string spelling) => Assert.Contains(spelling, PhoneSpellings.Of(e164));

    [Theory]
    [InlineData("+8103123578")]
    [InlineData("+8101201245")]
    [InlineData("+811032503460")]
    public void Spellings_OfAnOddNumber_AreAllReadAsThatNumber(string e164) =>
        Assert.All(PhoneSpellings.Of(e164), spelling => Assert.Equal(e164, PhoneNumber.TryParse(spelling)));

    [Property(MaxTest = 300)]
    public Property Spellings_OfAnyNumber_AreAllReadAsThatNumber() => Prop.ForAll(Arb.From(Gen.OneOf(Japanese, Foreign)), e164 =>
    {
        var spellings = PhoneSpellings.Of(e164);

        Assert.All(spellings, spelling => Assert.Equal(e164, PhoneNumber.TryParse(spelling)));
        Assert.Equal(spellings.Distinct(), spellings);
        Assert.Equal(e164, spellings[0]);
    });

    [Property(MaxTest = 300)]
    public Property Patterns_OfAnyNumber_MatchEverySpellingOfIt() => Prop.ForAll(Arb.From(Gen.OneOf(Japanese, Foreign)), e164 =>
    {
        var patterns = PhoneSpellings.LikePatterns(e164);

        Assert.All(PhoneSpellings.Of(e164), spelling => Assert.Contains(patterns, pattern => Matches(pattern, spelling)));
    });

    [Fact]
    public void Patterns_OfANumber_HaveAWildcardAroundEachDigit() => Assert.Equal(
        ["%1%2%3%4%5%6%7%8%", "%１%２%３%４%5%6%7%8%", "%1%2%3%4%５%６%７%８%", "%１%２%３%４%５%６%７%８%"], PhoneSpellings.LikePatterns("+81312345678"));

    [Theory]
    [InlineData("+81312345678", "代表 ０３-1234-５６７８（内線12）")]
    [InlineData("+81312345678", "03-１２３４-5678")]
    [InlineData("+81312345678", "０３-1234-5678")]
    [InlineData("+819012345678", "携帯電話０９０-1234-５６７８")]
    [InlineData("+81499212345", "０４９９２-1-２３４５")]
    [InlineData("+81120123456", "0120-１２３-456")]
    public void Patterns_OfANumber_MatchItWithGroupsOfEitherWidth(string e164, string written)
    {
        Assert.Equal(e164, PhoneNumber.TryParse(written));
        Assert.Contains(PhoneSpellings.LikePatterns(e164), pattern => Matches(pattern, written));
    }

    [Property(MaxTest = 100)]
    public Property Patterns_OfAnyNumber_AreFew() => Prop.ForAll(
        Arb.From(Gen.OneOf(Japanese, Foreign)), e164 => Assert.InRange(PhoneSpellings.LikePatterns(e164).Distinct().Count(), 2, 8));

    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, $"^{pattern.Replace("%", ".*", StringComparison.Ordinal)}$");
}
