namespace RelationSync.Simulator.Soql;

/// <summary>A LIKE pattern, ready to match without regard to case and in one pass over the text.</summary>
internal sealed class LikePattern(string pattern)
{
    /// <summary>Stands for <c>%</c>; a noncharacter, so no text has it.</summary>
    public const char Any = '\uFFFF';

    /// <summary>Stands for <c>_</c>.</summary>
    public const char One = '\uFFFE';

    public static readonly LikePattern Nothing = new(string.Empty);

    private readonly string _pattern = pattern.ToUpperInvariant();

    /// <summary>A bit for each literal character, folded to 64: a text without one of them can't match.</summary>
    public ulong Characters { get; } = CharactersOf(pattern.Where(c => c is not (Any or One)));

    public static ulong CharactersOf(IEnumerable<char> text) => text is string whole ? CharactersOf(whole.AsSpan()) : CharactersOf([.. text]);

    private static ulong CharactersOf(ReadOnlySpan<char> text)
    {
        var bits = 0UL;
        foreach (var c in text)
        {
            bits |= 1UL << (Upper(c) & 63);
        }

        return bits;
    }

    public bool Matches(string text)
    {
        var (t, p) = (0, 0);
        var (backText, backPattern) = (-1, -1);
        while (t < text.Length)
        {
            if (p < _pattern.Length && _pattern[p] == Any)
            {
                backPattern = ++p;
                backText = t;
            }
            else if (p < _pattern.Length && (_pattern[p] == One || _pattern[p] == Upper(text[t])))
            {
                p++;
                t++;
            }
            else if (backPattern >= 0)
            {
                p = backPattern;
                t = ++backText;
            }
            else
            {
                return false;
            }
        }

        while (p < _pattern.Length && _pattern[p] == Any)
        {
            p++;
        }

        return p == _pattern.Length;
    }

    private static char Upper(char c) => char.IsAsciiDigit(c) ? c : char.ToUpperInvariant(c);
}
