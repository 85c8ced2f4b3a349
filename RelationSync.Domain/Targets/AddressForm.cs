using System.Buffers;
using System.Globalization;
using System.Text;

namespace RelationSync.Domain.Targets;

/// <summary>The one form in which an address is compared: lower case, quotes only where they are needed, the domain in its own script.</summary>
internal static class AddressForm
{
    private const string Specials = "()<>[]:;@\\,\"";

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    private static readonly SearchValues<char> PlainLocal =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-'/=");

    private static readonly SearchValues<char> PlainDomain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    /// <summary>Null where it is no address, or too long for Salesforce.</summary>
    public static string? Of(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || Local(address[..at]) is not { } local || Domain(address[(at + 1)..]) is not { } domain)
        {
            return null;
        }

        var form = $"{local}@{domain}".ToLowerInvariant();
        return form.Length <= EmailAddress.MostCharacters ? form : null;
    }

    /// <summary>An address of ASCII letters, digits and the usual signs, as nearly all are.</summary>
    public static bool IsPlain(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1
            && !text.AsSpan(0, at).ContainsAnyExcept(PlainLocal) && !text.AsSpan(at + 1).ContainsAnyExcept(PlainDomain)
            && text[at + 1] is not '.' && text[^1] is not '.' && !text.AsSpan(at + 1).Contains("..", StringComparison.Ordinal)
            && !text.AsSpan(at + 1).Contains("xn--", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A domain as the wire has it (<c>xn--…</c>), or null where it has no such form.</summary>
    public static string? AsciiDomain(string domain)
    {
        try
        {
            return Ascii.IsValid(domain) ? domain : Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary><c>"taro.yamada"</c> is <c>taro.yamada</c>; <c>"taro yamada"</c> keeps its quotes. Dots may stand anywhere.</summary>
    private static string? Local(string text)
    {
        var content = new StringBuilder(text.Length);
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (quoted && c == '\\' && i + 1 < text.Length)
            {
                content.Append(text[++i]);
            }
            else if (char.IsControl(c) || (!quoted && !IsAtom(c)))
            {
                return null;
            }
            else
            {
                content.Append(c);
            }
        }

        var local = content.ToString();
        if (quoted || local.Length == 0 || local.Any(char.IsControl))
        {
            return null;
        }

        return local.All(IsAtom) ? local : $"\"{local.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static string? Domain(string text)
    {
        if (text is ['[', .., ']'])
        {
            return text[1..^1].All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-') ? text : null;
        }

        var domain = text.TrimEnd('.');
        if (domain.Length == 0 || domain[0] == '.' || domain.Contains("..", StringComparison.Ordinal) || !domain.All(IsOfDomain))
        {
            return null;
        }

        return Ascii.IsValid(domain) && !domain.Contains("xn--", StringComparison.OrdinalIgnoreCase) ? domain : OwnScript(domain);
    }

    private static string OwnScript(string domain)
    {
        try
        {
            return Idn.GetUnicode(Idn.GetAscii(domain));
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    private static bool IsAtom(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && !Specials.Contains(c, StringComparison.Ordinal);

    private static bool IsOfDomain(char c) =>
        char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' : !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsPunctuation(c);
}
