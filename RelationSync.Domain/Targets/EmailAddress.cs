namespace RelationSync.Domain.Targets;

/// <summary>Reads e-mail addresses as mails carry them: <c>a@b</c>, <c>名前 &lt;a@b&gt;</c>, <c>"山田, 太郎" &lt;a@b&gt;</c>.</summary>
public static class EmailAddress
{
    /// <summary>Longer addresses than this many UTF-16 units can't stand in Salesforce's <c>Email</c>.</summary>
    public const int MostCharacters = 80;

    /// <summary>The address in lower case, or null where there is none to read.</summary>
    public static string? TryParse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var address = WithoutName(text.AsSpan().Trim());
        var at = address.IndexOf('@');
        var isAddress = at > 0
            && at == address.LastIndexOf('@')
            && at < address.Length - 1
            && address.Length <= MostCharacters
            && !ContainsForeign(address);
        return isAddress ? address.ToString().ToLowerInvariant() : null;
    }

    private static ReadOnlySpan<char> WithoutName(ReadOnlySpan<char> text)
    {
        var open = text.LastIndexOf('<');
        return open >= 0 && text[^1] == '>' ? text[(open + 1)..^1].Trim() : text;
    }

    private static bool ContainsForeign(ReadOnlySpan<char> address)
    {
        foreach (var c in address)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or ',' or ';' or ':' or '(' or ')' or '\\')
            {
                return true;
            }
        }

        return false;
    }
}
