using PhoneNumbers;

namespace RelationSync.Domain.Targets;

/// <summary>
/// Reads telephone numbers however they are written (R-W7): <c>03-1234-5678</c>, <c>（０３）１２３４ー５６７８</c>,
/// <c>代表：+81(0)3 1234 5678 内線12</c>. Without <c>+</c> they are Japanese. A number that is possible is enough.
/// </summary>
public static class PhoneNumber
{
    internal const string Region = "JP";

    /// <summary>Longer texts than this hold no single number: Salesforce's <c>Phone</c> takes 40 characters.</summary>
    private const int MostCharacters = 100;

    /// <summary>More zeros at its beginning than that, no number has.</summary>
    private const int MostZeros = 10;

    /// <summary>The number as E.164 (<c>+81312345678</c>), or null where there is none to read, or more than one.</summary>
    public static string? TryParse(string? text)
    {
        if (text is null || text.Length > MostCharacters)
        {
            return null;
        }

        var util = PhoneNumberUtil.GetInstance();
        string? possible = null;
        foreach (var (found, isLongest) in PhoneText.Of(text).Select((f, i) => (f, i == 0)))
        {
            if (Parse(util, found) is not { } number)
            {
                continue;
            }

            if (util.IsValidNumber(number))
            {
                return Stable(util, util.Format(number, PhoneNumberFormat.E164));
            }

            if (isLongest && found.IsSure && util.IsPossibleNumber(number))
            {
                possible = Stable(util, util.Format(number, PhoneNumberFormat.E164));
            }
        }

        return possible;
    }

    private static PhoneNumbers.PhoneNumber? Parse(PhoneNumberUtil util, PhoneText found)
    {
        try
        {
            return util.Parse(found.Number, Region);
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
}
