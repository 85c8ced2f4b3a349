using System.Text.RegularExpressions;
using MudBlazor;
using MudBlazor.Utilities;
using RelationSync.Portal.Components.Theme;

namespace RelationSync.Tests.Conventions;

/// <summary>The theme and the stylesheet say the same colours.</summary>
public sealed partial class ColourTests
{
    [Fact]
    public void Colours_OfThemeAndStylesheet_AreTheSame()
    {
        var css = Colour().Matches(File.ReadAllText(Path.Combine(SourceTree.Portal, "wwwroot", "app.css")))
            .ToDictionary(m => m.Groups[1].Value, m => (Light: m.Groups[2].Value, Dark: m.Groups[3].Value));
        var (light, dark) = (PortalTheme.Instance.PaletteLight, PortalTheme.Instance.PaletteDark);

        (string Name, Func<Palette, MudColor> Of)[] pairs =
        [
            ("bg", p => p.Background), ("surface", p => p.Surface), ("sunken", p => p.BackgroundGray), ("line", p => p.LinesDefault),
            ("ctl", p => p.LinesInputs), ("text", p => p.TextPrimary), ("text2", p => p.TextSecondary), ("text3", p => p.TextDisabled),
            ("accent", p => p.Primary), ("onaccent", p => p.PrimaryContrastText), ("ok", p => p.Success), ("warn", p => p.Warning), ("err", p => p.Error),
        ];
        Assert.All(pairs, pair =>
        {
            Assert.Equal(new MudColor(css[pair.Name].Light), pair.Of(light));
            Assert.Equal(new MudColor(css[pair.Name].Dark), pair.Of(dark));
        });
    }

    [GeneratedRegex("--([a-z0-9]+): light-dark\\((#[0-9A-F]{6}), (#[0-9A-F]{6})\\)")]
    private static partial Regex Colour();
}
