using System.Globalization;
using System.Text;
using RelationSync.Domain.Common;

namespace RelationSync.Domain.Targets;

/// <summary>A number within a text, without labels before it and remarks after it (R-W7). <see cref="PhoneWords"/> has the words.</summary>
/// <param name="Number">Digits with the signs that stand between them.</param>
/// <param name="IsSure">All words before it are known to name a number, and no sign in it may stand between two.</param>
internal readonly record struct PhoneText(string Number, bool IsSure)
{
    /// <summary>What some write between the digits of one number (<c>03/1234/5678</c>), and others between two numbers.</summary>
    private const string OddSeparators = "/_*~・の";

    /// <summary>Most digits of an extension: with more it would be another number.</summary>
    private const int MostExtensionDigits = 8;

    private const int MostCountedDigits = 4;

    /// <summary>Dashes, minus, horizontal bars, the long-vowel sign and the Chinese one, as keyboards give them for a hyphen.</summary>
    private const string Hyphens = "‐‑‒–—―−─━⁃﹣﹘˗⎯➖";

    /// <summary>The same, but letters within a word.</summary>
    private const string HyphenLetters = "ー一ㅡ";

    private const string OpenBrackets = "([{<【〔「『〈《〖";
    private const string CloseBrackets = ")]}>】〕」』〉》〗";

    /// <summary>
    /// What may be the number, the longest first; none where there are other digits about it. A shorter one ends before a
    /// space or bracket: <c>03-1234-5678 (9時〜17時)</c>.
    /// </summary>
    public static IEnumerable<PhoneText> Of(string written)
    {
        var text = Normalise(written);
        var digit = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (digit < 0 || text.Contains('@', StringComparison.Ordinal) || text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            yield break;
        }

        var start = digit;
        while (start > 0 && text[start - 1] is '+' or '(' or ' ')
        {
            start--;
        }

        if (!IsLabel(text.AsSpan(0, start), isGlued: start == digit))
        {
            yield break;
        }

        var end = digit;
        while (end < text.Length && IsPartOfNumber(text[end]))
        {
            end++;
        }

        var isSure = IsKnown(text.AsSpan(0, start));
        for (; end > digit; end = text.AsSpan(0, end - 1).LastIndexOfAny(' ', '(') + 1)
        {
            if (IsRemark(text.AsSpan(end), last: text[end - 1]))
            {
                var number = text[start..end].Trim().TrimEnd([' ', '(', '-', '.', .. OddSeparators]);
                var separated = string.Concat(number.Select(c => OddSeparators.Contains(c, StringComparison.Ordinal) ? '-' : c));
                yield return new PhoneText(separated, isSure && separated == number);
            }
        }
    }

    /// <summary>NFKC in lower case: ASCII digits and hyphens, round brackets, no invisible characters.</summary>
    private static string Normalise(string written)
    {
        var text = CompatibleText.Of(string.Concat(VisibleText.Of(written).Select(c => IsEnclosed(c) ? ' ' : c)));
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            result.Append(
                IsHyphen(c, result) ? '-'
                : OpenBrackets.Contains(c, StringComparison.Ordinal) ? '('
                : CloseBrackets.Contains(c, StringComparison.Ordinal) ? ')'
                : c is '〜' ? '~'
                : c is '、' ? ','
                : c is '。' ? '.'
                : char.IsWhiteSpace(c) ? ' '
                : CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var value ? (char)('0' + value)
                : char.ToLowerInvariant(c));
        }

        return result.ToString().Trim();
    }

    /// <summary>A number in a circle marks a place in a list (<c>①03-1234-5678</c>): NFKC would make a digit of it.</summary>
    private static bool IsEnclosed(char c) => c is (>= '\u2460' and <= '\u24FF') or (>= '\u2776' and <= '\u2793');

    private static bool IsHyphen(char c, StringBuilder before) =>
        Hyphens.Contains(c, StringComparison.Ordinal)
        || (HyphenLetters.Contains(c, StringComparison.Ordinal) && before.Length > 0 && (char.IsAsciiDigit(before[^1]) || before[^1] is ')' or '-' or ' '));

    private static bool IsPartOfNumber(char c) =>
        char.IsAsciiDigit(c) || c is '+' or '-' or '.' or '(' or ')' or ' ' || OddSeparators.Contains(c, StringComparison.Ordinal);

    /// <summary>Any words without digits; Latin ones that touch the number must be known: <c>sato0312345678</c> is a name.</summary>
    private static bool IsLabel(ReadOnlySpan<char> label, bool isGlued)
    {
        var start = label.Length;
        while (isGlued && start > 0 && char.IsAsciiLetter(label[start - 1]))
        {
            start--;
        }

        return start == label.Length || PhoneWords.NameAt(label[start..]) == label.Length - start;
    }

    private static bool IsKnown(ReadOnlySpan<char> label)
    {
        while (label.Length > 0)
        {
            var length = char.IsLetter(label[0]) ? PhoneWords.NameAt(label) : 1;
            if (length == 0)
            {
                return false;
            }

            label = label[length..];
        }

        return true;
    }

    /// <summary>Any words, with digits only where they are an extension's or count something.</summary>
    private static bool IsRemark(ReadOnlySpan<char> rest, char last)
    {
        var before = last;
        for (var i = 0; i < rest.Length;)
        {
            var left = rest[i..];
            var isWord = !char.IsAsciiLetter(before);
            if (isWord && PhoneWords.OtherNumberAt(left) > 0)
            {
                return true;
            }

            var length = isWord && PhoneWords.ExtensionAt(left) is > 0 and var word && DigitsAt(left[word..]) is > 0 and var digits ? word + digits
                : char.IsAsciiDigit(left[0]) ? CountAt(left)
                : i == 0 && char.IsAsciiLetter(left[0]) && (char.IsAsciiDigit(before) || before is '-') ? NameAt(left)
                : 1;
            if (length == 0)
            {
                return false;
            }

            before = left[length - 1];
            i += length;
        }

        return true;
    }

    /// <summary>A Latin word that touches the number must be known: <c>1-800-FLOWERS</c> goes on in letters.</summary>
    private static int NameAt(ReadOnlySpan<char> text) => PhoneWords.ExtensionAt(text) is > 0 and var length ? length : PhoneWords.NameAt(text);

    /// <summary>Length of an extension's digits with what stands before and between them; 0: none, or another number.</summary>
    private static int DigitsAt(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyInRange('0', '9');
        if (start < 0 || text[..start].ContainsAnyExcept(PhoneWords.BeforeDigits))
        {
            return 0;
        }

        var (end, digits) = (start, 0);
        for (var i = start; i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is '-' or '/' or '~' or ',' or '・' or ' '); i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                (end, digits) = (i + 1, digits + 1);
            }
        }

        return digits <= MostExtensionDigits ? end : 0;
    }

    /// <summary>Length of <c>9時</c>, <c>9-17時</c>, <c>9:00</c>; 0: the digits count nothing.</summary>
    private static int CountAt(ReadOnlySpan<char> text)
    {
        var end = DigitsEnd(text, 0);
        if (end < text.Length - 1 && text[end] is '-' or '~' && char.IsAsciiDigit(text[end + 1]))
        {
            end = DigitsEnd(text, end + 1);
        }

        if (end < text.Length - 2 && text[end] is ':' && char.IsAsciiDigit(text[end + 1]) && char.IsAsciiDigit(text[end + 2]))
        {
            return DigitsEnd(text, end + 1);
        }

        return DigitsEnd(text, 0) <= MostCountedDigits && PhoneWords.CounterAt(text[end..]) is > 0 and var counter ? end + counter : 0;
    }

    private static int DigitsEnd(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && char.IsAsciiDigit(text[start]))
        {
            start++;
        }

        return start;
    }
}
