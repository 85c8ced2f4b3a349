using RelationSync.Portal.Components.Controls;

namespace RelationSync.Tests.Conventions;

public sealed class IconTests
{
    [Fact]
    public void Icons_AreMarkupOfTheirPage_AndNoComponents()
    {
        var pages = SourceTree.Files("*.razor").Select(f => (File: Path.GetFileName(f), Markup: File.ReadAllText(f))).ToList();

        Assert.Contains(pages, p => p.Markup.Contains("@Svg.Icon(", StringComparison.Ordinal));
        Assert.Empty(pages.Where(p => p.Markup.Contains("<MudIcon ", StringComparison.Ordinal)).Select(p => p.File));
    }

    [Theory]
    [InlineData(null, """<svg class="mud-icon-root mud-svg-icon mud-icon-size-small" focusable="false" viewBox="0 0 24 24" aria-hidden="true"><path d="M0 0"/></svg>""")]
    [InlineData("e\"rr", """<svg class="mud-icon-root mud-svg-icon mud-icon-size-small e&quot;rr" focusable="false" viewBox="0 0 24 24" aria-hidden="true"><path d="M0 0"/></svg>""")]
    public void SmallIcon_IsMadeOnce(string? @class, string expected)
    {
        var icon = Svg.SmallIcon("""<path d="M0 0"/>""", @class);

        Assert.Equal(expected, icon.Value);
        Assert.Same(icon.Value, Svg.SmallIcon("""<path d="M0 0"/>""", @class).Value);
    }
}
