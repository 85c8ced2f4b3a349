using Bunit;
using RelationSync.Portal.Components.Controls;

namespace RelationSync.Tests.Portal.Components;

/// <summary>A field shows what was typed last, until the page changes its value.</summary>
public sealed class TextInputTests : RoomsContext
{
    [Theory]
    [InlineData("")]
    [InlineData("https://hooks.example.com/normalised")]
    public void Typed_StaysUntilThePageChangesIt(string changed)
    {
        const string typed = "https://hooks.example.com/typed";
        var field = Render<TextInput>(p => p.Add(f => f.Id, "webhook-url").Add(f => f.Label, "URL").Add(f => f.Value, ""));

        field.Find("input").Input(typed);
        Assert.Equal(typed, field.Find("input").GetAttribute("value"));
        field.Render(p => p.Add(f => f.Value, typed));
        Assert.Equal(typed, field.Find("input").GetAttribute("value"));

        field.Render(p => p.Add(f => f.Value, changed));
        Assert.Equal(changed, field.Find("input").GetAttribute("value"));
    }
}
