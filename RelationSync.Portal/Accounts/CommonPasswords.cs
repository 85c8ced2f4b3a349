using RelationSync.Domain.Common;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// What guessers try first. Lists of leaked passwords have few of twelve characters and more, and those are nearly all
/// put together in one way: words that everybody uses, rows of keys or counting, repeated or with a year or an
/// exclamation mark around, or backwards. So what is refused is a password of which nothing is left once these are taken
/// away, and one that is a shorter password said again and again.
/// </summary>
internal static class CommonPasswords
{
    /// <summary>A password that says less than this, once what is common is taken away, is common.</summary>
    private const int FewestOwn = 6;

    private const int ShortestRun = 3;
    private const int ShortestOwn = 4;
    private const int LongestDate = 8;
    private const int FewestDifferent = 5;

    private static readonly string[] Words =
    [

        // English, from the top of the usual lists
        "password", "passw0rd", "passphrase", "pass", "word", "admin", "administrator", "root", "user", "login", "guest", "default", "secret", "letmein",
        "welcome", "master", "changeme", "change", "hello", "iloveyou", "love", "lovely", "you", "monkey", "dragon", "shadow", "sunshine", "princess",
        "football", "baseball", "basketball", "soccer", "hockey", "superman", "batman", "starwars", "trustno", "whatever", "freedom", "flower", "summer",
        "winter", "spring", "autumn", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "michael", "jordan", "jennifer", "jessica", "michelle", "charlie",
        "ashley", "daniel", "andrew", "matthew", "joshua", "george", "thomas", "robert", "pokemon", "killer", "computer", "internet", "google", "samsung",
        "cheese", "cookie", "banana", "chocolate", "butterfly", "liverpool", "chelsea", "arsenal", "yankees", "ferrari", "mustang", "mercedes", "access",
        "test", "testing", "temp", "demo", "server", "office", "company", "business", "support", "service", "customer", "system", "manager", "secure",
        "security", "private", "account", "the", "and", "my", "is", "new",
        // Japanese, as written in Latin letters
        "tokyo", "osaka", "kyoto", "nagoya", "fukuoka", "japan", "nippon", "nihon", "sakura", "himitsu", "pasuwado", "arigatou", "konnichiwa", "aishiteru",
        "daisuki", "doraemon", "naruto", "pikachu", "hanako", "tarou", "taro", "yamada", "suzuki", "tanaka", "satou", "sato", "takahashi", "kaisha",
        // What stands on the screen in front of who chooses
        "relationsync", "relation", "ingage", "salesforce", "sync",
    ];

    private static readonly string[] Rows =
    [
        "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp", "qawsedrftgyhujikolp",
    ];

    // Letters that people write as signs, and the letters.
    private const string Signs = "@4310!$57+";
    private const string Letters = "aaeioisstt";

    public static bool Covers(string password, string email)
    {
        var text = CompatibleText.Of(password).ToLowerInvariant();
        string[] words = [.. email.ToLowerInvariant().Split('@', '.', '-', '_', '+').Where(p => p.Length >= ShortestOwn), .. Words];
        Array.Sort(words, (a, b) => b.Length - a.Length);
        return text.Distinct().Count() < FewestDifferent
            || IsRepeated(text)
            || Left(text, words) < FewestOwn
            || Left(string.Concat(text.Reverse()), words) < FewestOwn
            || Left(string.Concat(text.Select(Plain)), words) < FewestOwn;
    }

    /// <summary><c>kurome7!kurome7!</c>: as weak as what it repeats, which alone would be too short.</summary>
    private static bool IsRepeated(string text)
    {
        // A text within its own double, but at its ends, repeats what lies before that place.
        var unit = (text + text).IndexOf(text, 1, StringComparison.Ordinal);
        return unit < text.Length && unit < PasswordRules.Shortest;
    }

    private static char Plain(char c) => Signs.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? Letters[at] : c;

    /// <summary>How many characters are left that are neither common words, nor rows of keys, nor a date's or a year's digits, nor signs.</summary>
    private static int Left(string text, string[] words)
    {
        // Longest first, so that "password" goes before "pass".
        foreach (var word in words)
        {
            text = text.Replace(word, " ", StringComparison.Ordinal);
        }

        var (left, number) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            if (char.IsAsciiDigit(text[at]) && (at == 0 || !char.IsAsciiDigit(text[at - 1])))
            {
                number = text.Skip(at).TakeWhile(char.IsAsciiDigit).Count();
            }

            var run = RunAt(text, at);
            var isOwn = run < ShortestRun && (char.IsAsciiDigit(text[at]) ? number > LongestDate : char.IsLetter(text[at]));
            left += isOwn ? 1 : 0;
            at += run < ShortestRun ? 1 : run;
        }

        return left;
    }

    /// <summary>How far from here the text follows a row of keys, forwards or back, or repeats its first character.</summary>
    private static int RunAt(string text, int at)
    {
        var longest = 1;
        while (at + longest < text.Length && text[at + longest] == text[at])
        {
            longest++;
        }

        foreach (var row in Rows)
        {
            longest = Math.Max(longest, Math.Max(Along(row, text, at, 1), Along(row, text, at, -1)));
        }

        return longest;
    }

    private static int Along(string row, string text, int at, int step)
    {
        var (place, length) = (row.IndexOf(text[at], StringComparison.Ordinal), 0);
        while (place >= 0 && place < row.Length && at + length < text.Length && row[place] == text[at + length])
        {
            (place, length) = (place + step, length + 1);
        }

        return length;
    }
}
