using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Tests.Portal.Salesforce.Soql;

public sealed class SoqlWriterTests
{
    [Theory]
    [InlineData("a@example.com", "'a@example.com'")]
    [InlineData("O'Brien", @"'O\'Brien'")]
    [InlineData(@"a\b", @"'a\\b'")]
    [InlineData(@"\' OR Id != '", @"'\\\' OR Id != \''")]
    [InlineData("a\nb\rc\td\be\ff", @"'a\nb\rc\td\be\ff'")]
    [InlineData("a\0b\u0085c", @"'a\u0000b\u0085c'")]
    [InlineData("a\u2028b\u2029c", @"'a\u2028b\u2029c'")]
    [InlineData("（０３）１２３４", "'（０３）１２３４'")]
    [InlineData("100%_\"", "'100%_\"'")]
    [InlineData("", "''")]
    public void Literal_AnyText_IsQuotedAndEscaped(string value, string expected) => Assert.Equal(expected, SoqlWriter.Literal(value));

    [Theory]
    [InlineData("%3%1%2%", "'%3%1%2%'")]
    [InlineData("%3_1%", @"'%3\_1%'")]
    [InlineData(@"%\%'", @"'%\\%\''")]
    [InlineData("%３%１%", "'%３%１%'")]
    public void Pattern_AnyText_KeepsOnlyPercentAsWildcard(string pattern, string expected) =>
        Assert.Equal(expected, SoqlWriter.Pattern(pattern));

    [Fact]
    public void Literal_Instant_IsUtcToTheSecond() =>
        Assert.Equal("2026-05-01T01:23:45Z", SoqlWriter.Literal(new DateTimeOffset(2026, 5, 1, 10, 23, 45, 999, TimeSpan.FromHours(9))));

    [Fact]
    public void Render_FilterAndTwoFields_IsParenthesised()
    {
        var query = SoqlWriter.Pack(
            "Lead", "Id", "IsConverted = false", [new("Email", "'a'", false), new("Phone", "'1'", false), new("Email", "'b'", false)]).Single();

        Assert.Equal("SELECT Id FROM Lead WHERE IsConverted = false AND (Email IN ('a','b') OR Phone IN ('1'))", query.Text);
    }

    [Fact]
    public void Pack_NoTerms_AsksNothing() => Assert.Empty(SoqlWriter.Pack("Lead", "Id", null, []));

    [Fact]
    public void Pack_ValueLongerThanAQuery_IsNotAskedForAndTheOthersAre() =>
        Assert.Equal(
            "SELECT Id FROM User WHERE (Email IN ('a','b'))",
            SoqlWriter.Pack("User", "Id", null, [new("Email", "'a'", false), new("Email", SoqlWriter.Literal(new string('x', SoqlWriter.MaxQueryLength)), false), new("Email", "'b'", false)]).Single().Text);

    [Fact]
    public void Pack_SameTermTwice_AsksOnce() =>
        Assert.Equal("SELECT Id FROM Lead WHERE (Email IN ('a'))", SoqlWriter.Pack("Lead", "Id", null, [new("Email", "'a'", false), new("Email", "'a'", false)]).Single().Text);

    [Theory]
    [InlineData(1)]
    [InlineData(3_000)]
    [InlineData(20_000)]
    public void Pack_ManyValues_StaysWithinTheLimitAndLosesNone(int count)
    {
        SoqlTerm[] terms =
        [
            .. Enumerable.Range(0, count).Select(i => new SoqlTerm(i % 2 == 0 ? "Email" : "Phone", $"'customer-{i}@example.com'", false)),
            .. Enumerable.Range(0, count / 10).Select(i => new SoqlTerm("Phone", $"'%{i}%'", true)),
        ];

        var queries = SoqlWriter.Pack("Contact", "Id, Email", "IsDeleted = false", terms).ToList();

        Assert.All(queries, q => Assert.True(q.Text.Length <= (q.Terms[0].Like ? SoqlWriter.MaxLikeQueryLength : SoqlWriter.MaxQueryLength)));
        Assert.Equal(terms.ToHashSet(), queries.SelectMany(q => q.Terms).ToHashSet());
        Assert.Equal(terms.Length, queries.Sum(q => q.Terms.Count));
    }

    [Fact]
    public void Pack_ValuesThatFillTheLimit_WasteLittle()
    {
        var terms = Enumerable.Range(0, 20_000).Select(i => new SoqlTerm("Email", $"'customer-{i:D6}@example.com'", false));

        var full = SoqlWriter.Pack("Contact", "Id", null, terms).First();

        Assert.InRange(full.Text.Length, SoqlWriter.MaxQueryLength - 100, SoqlWriter.MaxQueryLength);
    }

    [Fact]
    public void Halves_OfAQuery_AskTheSameTogether()
    {
        var query = new SoqlQuery("Contact", "Id", null, [.. Enumerable.Range(0, 7).Select(i => new SoqlTerm("Email", $"'{i}'", false))]);

        Assert.Equal(query.Terms, query.Halves().SelectMany(h => h.Terms));
        Assert.Equal([3, 4], query.Halves().Select(h => h.Terms.Count));
    }
}
