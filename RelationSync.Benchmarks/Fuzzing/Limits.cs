namespace RelationSync.Benchmarks.Fuzzing;

/// <summary>What every text that leaves us has to keep.</summary>
internal static class Limits
{
    /// <summary>Null, or how it doesn't: too long, too many lines, half a surrogate pair, a control character.</summary>
    public static string? OfText(string text, int mostCharacters, int mostLines)
    {
        var lines = 1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            lines += c == '\n' ? 1 : 0;
            if (char.IsSurrogate(c))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(c, text[i + 1]))
                {
                    return $"has half a surrogate pair at {i}";
                }

                i++;
            }
            else if (char.IsControl(c) && c is not ('\n' or '\t'))
            {
                return $"has the control character {(int)c:X4}";
            }
        }

        return text.Length > mostCharacters ? $"has {text.Length} characters" : lines > mostLines ? $"has {lines} lines" : null;
    }
}
