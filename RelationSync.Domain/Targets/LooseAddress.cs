namespace RelationSync.Domain.Targets;

/// <summary>Addresses that exist although the standard forbids them: <c>a..b@x</c>, <c>a.b.@x</c>, lists with semicolons, names with an open bracket.</summary>
internal static class LooseAddress
{
    /// <summary>What may stand about an address that somebody typed.</summary>
    private static readonly char[] Wrappers = [.. " \t\r\n\"'`<>[](){}「」『』【】〈〉《》〔〕“”‘’"];

    /// <summary>The pieces between commas, semicolons and line ends that are outside quotes and angle brackets, where they may hold an address.</summary>
    public static IEnumerable<string> Parts(string text)
    {
        var quotes = text.Count(c => c == '"') % 2 == 0;
        var lastClose = text.LastIndexOf('>');
        var (start, quoted, angled) = (0, false, false);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            quoted ^= quotes && c == '"';
            angled = !quoted && (c == '<' ? i < lastClose : angled && c != '>');
            if (i == text.Length || (!quoted && !angled && (c is ',' or ';' or '\n')))
            {
                var part = text[start..i].Trim();
                start = i + 1;
                if (part.Contains('@', StringComparison.Ordinal))
                {
                    yield return part;
                }
            }
        }
    }

    /// <summary>The address of a piece: within its last angle brackets, or all of it but a label before and a comment after.</summary>
    public static string? TryRead(string part)
    {
        var open = part.LastIndexOf('<');
        var text = open < 0 ? part : part[(open + 1)..];
        var close = text.IndexOf('>', StringComparison.Ordinal);
        text = close < 0 ? text : text[..close];

        var at = text.LastIndexOf('@');
        if (at < 0)
        {
            return null;
        }

        var comment = text.IndexOf('(', at);
        var label = text.LastIndexOf(':', at);
        text = text[(label + 1)..(comment < 0 ? text.Length : comment)];
        return AddressForm.Of(text.Trim(Wrappers));
    }
}
