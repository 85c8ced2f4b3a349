namespace RelationSync.Domain.Relation;

/// <summary>Splits what the API gives as one string: the recipients of a mail, the numbers of an SMS. Pieces stay as given. Never fails.</summary>
public static class AddressList
{
    /// <summary>The recipients of a mail: separated by commas and semicolons outside quotes and angle brackets.</summary>
    public static IReadOnlyList<string> OfMail(string text)
    {
        // A quote or a bracket that is never closed encloses nothing.
        var closedQuotes = text.Count(c => c == '"') % 2 == 0;
        var lastClose = text.LastIndexOf('>');
        var pieces = new List<string>();
        var (start, quoted, angled) = (0, false, false);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ',';
            if (quoted && c == '\\')
            {
                i++;
                continue;
            }

            quoted ^= closedQuotes && c == '"';
            angled = !quoted && (c == '<' ? i < lastClose : angled && c != '>');
            if (i >= text.Length || (!quoted && !angled && c is ',' or ';' or '\r' or '\n'))
            {
                Add(pieces, text[start..Math.Min(i, text.Length)]);
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            Add(pieces, text[start..]);
        }

        return pieces;
    }

    /// <summary>The numbers of an SMS: separated by commas, semicolons and white space.</summary>
    public static IReadOnlyList<string> OfSms(string text)
    {
        var pieces = new List<string>();
        foreach (var piece in text.Split([',', ';', '、', ' ', '\u3000', '\t', '\r', '\n']))
        {
            Add(pieces, piece);
        }

        return pieces;
    }

    private static void Add(List<string> pieces, string piece)
    {
        piece = piece.Trim();
        if (piece.Length > 0)
        {
            pieces.Add(piece);
        }
    }
}
