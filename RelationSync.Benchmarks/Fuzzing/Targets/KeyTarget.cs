using RelationSync.Benchmarks.Fuzzing.Inputs;
using RelationSync.Benchmarks.Harness;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Portal.Salesforce.Soql;
using RelationSync.Simulator.Soql;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>What people type as an address or a number, until it stands in a query that another parser reads.</summary>
internal sealed class KeyTarget : PureTarget
{
    private static readonly DateTime Now = new(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Numbers =
    [
        "03-1234-5678", "（０３）１２３４ー５６７８", "+81(0)3 1234 5678 内線12", "090-1234-5678", "0120-123-456", "050 1234 5678", "+1 (415) 555-2671", "+44 20 7946 0958",
        "+39 06 698 12345", "+800 1234 5678", "+979 123 456 789", "+886-2-1234-5678", "110", "184 03 1234 5678", "tel:+81-3-1234-5678;ext=12", "電話：０３（１２３４）５６７８", "+690 1234", "+870 773 111 632",
    ];

    public override string Name => "keys";

    public override int Share => 200;

    public override string Holds => "a key reads as itself, a spelling as its number, a query asks for what was meant and nothing else";

    protected override string? Check(Random random)
    {
        List<string> emails = [], spellings = [], patterns = [], users = [];
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var address = HostileText.Spoil(random.Next(2) == 0 ? Samples.Email(left) : "名前 <taro.y+x@mail.example.co.jp>", random);
            var number = HostileText.Spoil(random.Next(3) == 0 ? Digits(random) : Numbers[random.Next(Numbers.Length)], random);
            if (OfAddress(address, emails) is { } wrongAddress)
            {
                return wrongAddress;
            }

            if (OfNumber(number, spellings, patterns) is { } wrongNumber)
            {
                return wrongNumber;
            }

            users.Add(HostileText.Of(random));
        }

        var question = new LookUpQuestion
        {
            UserEmails = users,
            Emails = emails,
            PhoneSpellings = spellings,
            PhonePatterns = patterns,
            Contacts = true,
            Leads = random.Next(2) == 0,
            Opportunities = random.Next(2) == 0,
        };
        return OfQuestion(question);
    }

    /// <summary>A text typed as an address, up to the queries for it.</summary>
    public static string? OfAddress(string text)
    {
        List<string> found = [];
        return OfAddress(text, found) ?? OfQuestion(new LookUpQuestion { Emails = found, Contacts = true });
    }

    /// <summary>A text typed as a number, up to the queries for it.</summary>
    public static string? OfNumber(string text)
    {
        List<string> spellings = [], patterns = [];
        return OfNumber(text, spellings, patterns) ?? OfQuestion(new LookUpQuestion { PhoneSpellings = spellings, PhonePatterns = patterns, Leads = true });
    }

    /// <summary>Any texts as keys of each kind.</summary>
    public static string? OfTexts(IReadOnlyCollection<string> texts) => OfQuestion(new LookUpQuestion
    {
        UserEmails = texts,
        Emails = texts,
        PhoneSpellings = texts,
        Contacts = true,
        Leads = true,
        Opportunities = true,
    });

    private static string? OfQuestion(LookUpQuestion question) =>
        LookUpQueries.Of(question, withLicense: true, withAccount: true).Select(q => OfQuery(q, question)).FirstOrDefault(w => w is not null);

    private static string Digits(Random random) => (random.Next(2) == 0 ? "+" : "") + string.Concat(Enumerable.Range(0, random.Next(3, 18)).Select(_ => random.Next(10)));

    private static string? OfAddress(string text, List<string> found)
    {
        if (EmailAddress.TryParse(text) is not { } address)
        {
            return null;
        }

        found.AddRange(EmailAddress.Spellings(address));
        return address.Length > EmailAddress.MostCharacters || (address.Count(c => c == '@') != 1 && address[0] != '"') || EmailAddress.TryParse(address) != address
            ? $"'{text}' is read as the address '{address}'"
            : null;
    }

    private static string? OfNumber(string text, List<string> spellings, List<string> patterns)
    {
        if (PhoneNumber.TryParse(text) is not { } number)
        {
            return null;
        }

        var usual = PhoneSpellings.Of(number);
        spellings.AddRange(usual);
        patterns.AddRange(PhoneSpellings.LikePatterns(number));
        return number[0] != '+' || !number[1..].All(char.IsAsciiDigit) || PhoneNumber.TryParse(number) != number ? $"'{text}' is read as the number '{number}', and that as '{PhoneNumber.TryParse(number)}'"
            : usual.FirstOrDefault(s => PhoneNumber.TryParse(s) != number) is { } other ? $"'{other}' is a spelling of '{number}', but is read as '{PhoneNumber.TryParse(other)}'"
            : null;
    }

    private static string? OfQuery(Portal.Salesforce.Soql.SoqlQuery query, LookUpQuestion question)
    {
        var parsed = Parser.Parse(query.Text, Now);
        HashSet<string> meant = query.Entity == LookUpQueries.UserObject ? [.. question.UserEmails] : [.. question.Emails, .. question.PhoneSpellings];
        foreach (var (path, like, raw) in Terms(parsed.Where))
        {
            var wanted = like ? question.PhonePatterns.Contains(raw, StringComparer.Ordinal) : TextLiteral.TryRead(raw, out var value) && meant.Contains(value);
            if (!wanted)
            {
                return $"{path} is asked for '{raw}', which nobody meant: {query.Text}";
            }
        }

        return parsed.From == query.Entity && query.Text.Length <= SoqlWriter.MaxQueryLength ? null : $"another query, or too long: {query.Text}";
    }

    /// <summary>All texts that anything is compared with.</summary>
    private static IEnumerable<(string Path, bool Like, string Raw)> Terms(Condition? condition) => condition switch
    {
        Condition.All all => all.Parts.SelectMany(Terms),
        Condition.AnyOf any => any.Parts.SelectMany(Terms),
        Condition.Not not => Terms(not.Part),
        Condition.InList list => list.Values.Select(v => (list.Path, false, v.Text)),
        Condition.Compare { Value.Kind: LiteralKind.Text } compare => [(compare.Path, compare.Operator == "LIKE", compare.Value.Text)],
        _ => [],
    };
}
