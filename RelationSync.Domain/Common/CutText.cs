namespace RelationSync.Domain.Common;

/// <summary>A text that fits, and whether something of it was left out. Never half a surrogate pair.</summary>
public readonly record struct CutText(string Text, bool WasCut)
{
    /// <summary>The first <paramref name="most"/> UTF-16 units, or one less.</summary>
    public static CutText Head(string text, int most)
    {
        if (text.Length <= most)
        {
            return new CutText(text, false);
        }

        var end = most > 0 && char.IsSurrogatePair(text, most - 1) ? most - 1 : most;
        return new CutText(text[..end], true);
    }

    /// <summary>The last <paramref name="most"/> UTF-16 units, or one less.</summary>
    public static CutText Tail(string text, int most)
    {
        if (text.Length <= most)
        {
            return new CutText(text, false);
        }

        var start = text.Length - most;
        start += most > 0 && char.IsSurrogatePair(text, start - 1) ? 1 : 0;
        return new CutText(text[start..], true);
    }
}
