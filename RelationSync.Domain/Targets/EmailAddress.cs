using MimeKit;
using RelationSync.Domain.Common;

namespace RelationSync.Domain.Targets;

/// <summary>
/// Reads e-mail addresses as mails carry them (R-W1): <c>a@b</c>, <c>名前 &lt;a@b&gt;</c>, <c>"山田, 太郎" &lt;a@b&gt;</c>,
/// groups and lists, whatever the width. MimeKit reads what the standard allows, <see cref="LooseAddress"/> what exists beside it.
/// </summary>
public static class EmailAddress
{
    /// <summary>Longer addresses than this many UTF-16 units can't stand in Salesforce's <c>Email</c>.</summary>
    public const int MostCharacters = 80;

    private const char IdeographicComma = '、';
    private const char IdeographicFullStop = '。';

    private static readonly ParserOptions Options = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Loose,
        AllowUnquotedCommasInAddresses = true,
        AllowAddressesWithoutDomain = false,
    };

    /// <summary>The first address, or null where there is none to read.</summary>
    public static string? TryParse(string? text) => All(text) is [var first, ..] ? first : null;

    /// <summary>Every address in lower case, in its order, without names and needless quotes.</summary>
    public static IReadOnlyList<string> All(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        // What nearly all are needs no parser.
        if (AddressForm.IsPlain(text))
        {
            return text.Length <= MostCharacters ? [text.ToLowerInvariant()] : [];
        }

        var clean = CompatibleText.Of(VisibleText.Of(text)).Replace(IdeographicComma, ',').Replace(IdeographicFullStop, '.').Trim();
        return clean.Contains('@', StringComparison.Ordinal) ? [.. Read(clean)] : [];
    }

    /// <summary>How an address may stand in Salesforce: as it is, with its domain in ASCII, and in quotes where only they make it legal there.</summary>
    /// <param name="address">As <see cref="All"/> gives it.</param>
    public static IEnumerable<string> Spellings(string address)
    {
        yield return address;
        var at = address.LastIndexOf('@');
        var (local, domain) = (address[..at], address[(at + 1)..]);
        if (AddressForm.AsciiDomain(domain) is { } ascii && ascii != domain)
        {
            yield return $"{local}@{ascii}";
        }

        if (local[0] != '"' && (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)))
        {
            yield return $"\"{local}\"@{domain}";
        }
    }

    private static IEnumerable<string> Read(string text)
    {
        if (ByStandard(text) is { } all)
        {
            return all;
        }

        return LooseAddress.Parts(text).SelectMany(part => ByStandard(part) ?? (LooseAddress.TryRead(part) is { } one ? [one] : []));
    }

    /// <summary>Null where the text isn't a list of addresses, or one of them can't be.</summary>
    private static List<string>? ByStandard(string text)
    {
        if (!InternetAddressList.TryParse(Options, text, out var list))
        {
            return null;
        }

        var addresses = new List<string>();
        foreach (var mailbox in list.Mailboxes)
        {
            if (AddressForm.Of(mailbox.Address) is not { } address)
            {
                return null;
            }

            addresses.Add(address);
        }

        // Of a group MimeKit leaves out what it can't read.
        var isWhole = addresses.Count > 0 && (!list.OfType<GroupAddress>().Any() || addresses.Count >= LooseAddress.Parts(text).Count());
        return isWhole ? addresses : null;
    }
}
