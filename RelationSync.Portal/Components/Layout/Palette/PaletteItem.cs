namespace RelationSync.Portal.Components.Layout.Palette;

/// <summary>Something to go to or to do.</summary>
/// <param name="Group">Under which heading it stands: <c>Layout_Palette_{Group}</c>.</param>
/// <param name="Icon">A MudBlazor icon.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Text">What it is, in a few words.</param>
public sealed record PaletteItem(string Group, string Icon, string Title, string? Text)
{
    /// <summary>Where it leads.</summary>
    public string? Href { get; init; }

    /// <summary>The browser loads it: a download.</summary>
    public bool IsDownload { get; init; }

    /// <summary>What it does; answers what was done, in words.</summary>
    public Func<Task<string>>? Run { get; init; }

    /// <summary>Asked before it is done.</summary>
    public string? Question { get; init; }

    /// <summary>Further words that find it.</summary>
    public string Words { get; init; } = "";
}
