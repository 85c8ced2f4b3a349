using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace RelationSync.Domain.Targets;

/// <summary>
/// Reads telephone numbers however they are written (R-W7): <c>03-1234-5678</c>, <c>（０３）１２３４ー５６７８</c>,
/// <c>+81(0)3 1234 5678 内線12</c>. Without <c>+</c> they are Japanese. A number that is possible is enough.
/// </summary>
public static class PhoneNumber
{
    internal const string Region = "JP";

    /// <summary>Longer texts than this hold no single number: Salesforce's <c>Phone</c> takes 40 characters.</summary>
    private const int MostCharacters = 100;

    /// <summary>More zeros at its beginning than that, no number has.</summary>
    private const int MostZeros = 10;

    /// <summary>What may follow a number and have digits of its own: the extension.</summary>
    private static readonly string[] Extensions = ["内線", "ext", ";ext", "x", "#"];

    private static readonly string[] Labels = ["tel", "phone", "電話", "携帯"];

    /// <summary>What some write between the digits of one number (<c>03/1234/5678</c>), and others between two numbers.</summary>
    private const string OddSeparators = "/_*~・";

    /// <summary>The number as E.164 (<c>+81312345678</c>), or null where there is none to read, or more than one.</summary>
    public static string? TryParse(string? text)
    {
        if (text is null || text.Length > MostCharacters || NumberIn(Normalise(text)) is not { Length: > 0 } number)
        {
            return null;
        }

        var util = PhoneNumberUtil.GetInstance();
        var separated = Hyphenated(number);
        try
        {
            var parsed = util.Parse(separated, Region);
            var isOne = separated == number ? util.IsPossibleNumber(parsed) : util.IsValidNumber(parsed);
            return isOne ? Stable(util, util.Format(parsed, PhoneNumberFormat.E164)) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary><c>+8600 1234 5678</c> is written <c>+86012345678</c>, and that is read without its zero: reads on until nothing changes.</summary>
    private static string Stable(PhoneNumberUtil util, string e164)
    {
        for (var i = 0; i < MostZeros && e164.Contains('0', StringComparison.Ordinal); i++)
        {
            var again = util.Format(util.Parse(e164, Region), PhoneNumberFormat.E164);
            if (again == e164)
            {
                break;
            }

            e164 = again;
        }

        return e164;
    }

    /// <summary>ASCII digits and hyphens, single-byte punctuation, no invisible characters; empty where it can't be.</summary>
    private static string Normalise(string text)
    {
        // Normalize() throws on lone surrogates and on U+FFFE; no digit that anybody types is outside the BMP.
        if (text.Any(c => char.IsSurrogate(c) || c == '\uFFFE'))
        {
            return "";
        }

        var result = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (IsHyphen(c))
            {
                result.Append('-');
            }
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                result.Append(char.IsWhiteSpace(c) ? ' ' : c);
            }
        }

        return result.ToString().Trim();
    }

    /// <summary>Hyphen, dashes, minus, horizontal bars, and the long-vowel sign that Japanese keyboards give for them.</summary>
    private static bool IsHyphen(char c) => c is >= '\u2010' and <= '\u2015' or '\u2212' or '\u30FC' or '\u2500' or '\uFE63';

    /// <summary>The number without a label before and an extension or remark after it; empty where other digits stand about.</summary>
    private static string NumberIn(string text)
    {
        var label = Array.Find(Labels, l => text.StartsWith(l, StringComparison.OrdinalIgnoreCase));
        var number = label is null ? text : text[label.Length..].TrimStart(':', '.', ' ');
        var end = 0;
        while (end < number.Length && IsPartOfNumber(number[end]))
        {
            end++;
        }

        var rest = number[end..];
        var isExtension = Array.Exists(Extensions, e => rest.StartsWith(e, StringComparison.OrdinalIgnoreCase));
        return rest.Any(char.IsDigit) && !isExtension ? "" : number[..end].TrimEnd([' ', '(', '-', '.', .. OddSeparators]);
    }

    private static bool IsPartOfNumber(char c) =>
        char.IsAsciiDigit(c) || c is '+' or '-' or '.' or '(' or ')' or ' ' || OddSeparators.Contains(c, StringComparison.Ordinal);

    private static string Hyphenated(string number) =>
        string.Concat(number.Select(c => OddSeparators.Contains(c, StringComparison.Ordinal) ? '-' : c));
}
