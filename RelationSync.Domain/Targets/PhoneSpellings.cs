using System.Globalization;
using PhoneNumbers;

namespace RelationSync.Domain.Targets;

/// <summary>The ways in which a number usually stands in Salesforce, which keeps it as it was typed (R-W7).</summary>
public static class PhoneSpellings
{
    private const int JapaneseCountryCode = 81;
    private const string InternationalPrefix = "010";

    /// <summary>A pattern of so many digits finds few other numbers, even in an org of millions.</summary>
    private const int EnoughDigits = 7;

    /// <summary>Hyphens as they are typed together with full-width digits.</summary>
    private static readonly char[] WideHyphens = ['－', 'ー', '−', '―', '‐'];

    /// <summary>Hyphens other than ASCII's as they are typed together with ASCII digits.</summary>
    private static readonly char[] HyphensAmongAscii = ['ー', '－', '‐', '−'];

    /// <summary>The usual spellings to ask for exactly; each is read as the same number.</summary>
    /// <param name="e164">As <see cref="PhoneNumber.TryParse"/> gives it.</param>
    public static IReadOnlyList<string> Of(string e164)
    {
        var util = PhoneNumberUtil.GetInstance();
        var number = util.Parse(e164, PhoneNumber.Region);
        IEnumerable<string> spellings = number.CountryCode == JapaneseCountryCode
            ? Japanese(util, number)
            : International(number.CountryCode, Groups(util, number));
        return [.. spellings.Prepend(e164).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Patterns for <c>LIKE</c> that match the number whatever stands before, between and after its digits: all ASCII
    /// (<c>%1%2%3%4%5%6%7%8%</c>), all full-width, and of Japanese numbers each group in its own width. They match other
    /// numbers too: compare again.
    /// </summary>
    /// <param name="e164">As <see cref="PhoneNumber.TryParse"/> gives it.</param>
    public static IReadOnlyList<string> LikePatterns(string e164)
    {
        var util = PhoneNumberUtil.GetInstance();
        var number = util.Parse(e164, PhoneNumber.Region);
        var digits = util.GetNationalSignificantNumber(number);
        var groups = number.CountryCode == JapaneseCountryCode ? Groups(util, number) : [digits];
        if (string.Concat(groups) != digits)
        {
            groups = [digits];
        }

        // Every group may have either width: without the area code there are half as many patterns.
        return groups is [_, var office, var line] && office.Length + line.Length >= EnoughDigits ? Patterns([office, line]) : Patterns(groups);
    }

    private static List<string> Patterns(string[] groups)
    {
        var patterns = new List<string>();
        for (var widths = 0; widths < 1 << groups.Length; widths++)
        {
            patterns.Add(Pattern(string.Concat(groups.Select((g, i) => (widths >> i & 1) == 0 ? g : Wide(g)))));
        }

        return patterns;
    }

    private static string Pattern(string digits) => $"%{string.Join('%', digits.AsEnumerable())}%";

    private static IEnumerable<string> Japanese(PhoneNumberUtil util, PhoneNumbers.PhoneNumber number)
    {
        var bare = Groups(util, number);
        // Numbers like 0120 may be dialled with their 0 after +81: they have no trunk prefix besides it.
        var ownZero = bare[0].StartsWith('0');
        string[] groups = [ownZero ? bare[0] : "0" + bare[0], .. bare[1..]];
        var international = International(JapaneseCountryCode, bare);
        if (string.Concat(groups).StartsWith(InternationalPrefix, StringComparison.Ordinal))
        {
            // Dialled within Japan, it would be a call abroad.
            return international;
        }

        var spellings = National(groups).Concat(WideNational(groups)).Concat(international);
        return ownZero ? spellings : spellings.Concat(WithTrunkInBrackets(bare));
    }

    /// <summary><c>3</c>, <c>1234</c>, <c>5678</c>: the groups after the country code.</summary>
    private static string[] Groups(PhoneNumberUtil util, PhoneNumbers.PhoneNumber number)
    {
        var international = util.Format(number, PhoneNumberFormat.INTERNATIONAL);
        var start = international.IndexOf(' ', StringComparison.Ordinal) + 1;
        return international[start..].Split([' ', '-', '.', '/'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<string> National(string[] groups)
    {
        yield return string.Join('-', groups);
        yield return string.Concat(groups);
        yield return string.Join(' ', groups);
        yield return string.Join('.', groups);
        foreach (var hyphen in HyphensAmongAscii)
        {
            yield return string.Join(hyphen, groups);
        }

        if (groups is [var area, var office, var line])
        {
            yield return $"{area}({office}){line}";
            yield return $"({area}){office}-{line}";
            yield return $"({area}) {office}-{line}";
            yield return $"({area}) {office} {line}";
            yield return $"({area}){office}{line}";
        }
    }

    private static IEnumerable<string> WideNational(string[] groups)
    {
        string[] wide = [.. groups.Select(Wide)];
        yield return string.Concat(wide);
        yield return string.Join('　', wide);
        foreach (var hyphen in WideHyphens)
        {
            yield return string.Join(hyphen, wide);
        }

        if (wide is [var area, var office, var line])
        {
            yield return $"{area}（{office}）{line}";
            yield return $"（{area}）{office}－{line}";
            yield return $"（{area}）{office}ー{line}";
        }
    }

    private static IEnumerable<string> International(int countryCode, string[] bare)
    {
        var code = countryCode.ToString(CultureInfo.InvariantCulture);
        yield return $"+{code}{string.Concat(bare)}";
        yield return $"+{code} {string.Join('-', bare)}";
        yield return $"+{code}-{string.Join('-', bare)}";
        yield return $"+{code} {string.Join(' ', bare)}";
        yield return $"+{code} {string.Concat(bare)}";
    }

    private static IEnumerable<string> WithTrunkInBrackets(string[] bare)
    {
        yield return $"+81(0){string.Join('-', bare)}";
        yield return $"+81 (0){string.Join('-', bare)}";
        yield return $"+81(0){string.Concat(bare)}";
    }

    private static string Wide(string digits) =>
        string.Concat(digits.Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + '０') : c));
}
