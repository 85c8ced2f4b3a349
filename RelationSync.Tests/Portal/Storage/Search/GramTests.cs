using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Tests.Portal.Storage.Search;

/// <summary>Grams stand in the indexes of stores: another number for the same thing would hide what was indexed before.</summary>
public sealed class GramTests
{
    [Theory]
    [InlineData("mail", -1852784379)]
    [InlineData("chat_widget", -920725449)]
    public void Channel_HasTheNumberItAlwaysHad(string code, int gram) => Assert.Equal(gram, Facets.Channel(code));

    [Fact]
    public void Facets_HaveTheNumbersTheyAlwaysHad() => Assert.Equal(
        [-131206098, 1262930060, -1581225615, -488531665, 1856810130],
        [Facets.Inbox(7), Facets.Operator("Sato@minatodo.example"), Facets.Standing(ActionStatus.Synced), Facets.Day(20_000), Facets.Days(20_000)]);

    [Fact]
    public void Pieces_HaveTheNumbersTheyAlwaysHad() => Assert.Equal(
        [-16441271, 717515529, 968784942],
        [.. SearchText.GramsOf("お"), .. SearchText.GramsOf("期限"), .. SearchText.GramsOf("見積書")]);

    [Fact]
    public void Channels_AreAllApart() => Assert.Equal(Channel.All.Count, Channel.All.Select(c => Facets.Channel(c.Code)).Distinct().Count());

    [Theory]
    [InlineData("", 0)]
    [InlineData("お", 1)]
    [InlineData("期限", 1)]
    [InlineData("有効期限", 2)]
    [InlineData("aaaa", 1)]
    [InlineData("🙂👍", 1)]
    public void Search_IsFoundByAsManyGrams(string search, int count) => Assert.Equal(count, SearchText.GramsOf(search).Count);

    [Theory]
    [InlineData("お見積り", "お", "お見", "積り", "見積り")]
    [InlineData("🙂👍a", "🙂", "👍a", "🙂👍a")]
    public void Grams_OfWhatATextHolds_AreAmongItsPairsAndTriples(string text, params string[] parts)
    {
        var grams = SearchText.Pairs(text).Concat(SearchText.Triples(text)).ToHashSet();

        Assert.All(parts, part => Assert.Subset(grams, SearchText.GramsOf(part).ToHashSet()));
    }
}
