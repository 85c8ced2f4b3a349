using System.Globalization;

namespace RelationSync.Portal.Api;

/// <summary>
/// Reads a query string strictly: each parameter at most once, only those that are known, an empty one as if absent.
/// The first that can't be read is remembered with what is allowed.
/// </summary>
internal sealed class ApiQuery(IQueryCollection query)
{
    private readonly List<string> _known = [];

    /// <summary>What is wrong, by parameter; empty when all is well.</summary>
    public Dictionary<string, string[]> Problems { get; } = [];

    public string? Text(string name, int maxLength = 200)
    {
        _known.Add(name);
        if (!query.TryGetValue(name, out var values) || values is [] or [""] or [null])
        {
            return null;
        }

        return values.Count > 1 ? Bad<string>(name, "is allowed once only")
            : values[0]!.Length > maxLength ? Bad<string>(name, $"has at most {maxLength} characters")
            : values[0];
    }

    public string? OneOf(string name, IEnumerable<string> allowed)
    {
        var text = Text(name);
        return text is null || allowed.Contains(text, StringComparer.Ordinal)
            ? text
            : Bad<string>(name, $"is one of {string.Join(", ", allowed)}");
    }

    public long? Number(string name, long min, long max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : Bad<long?>(name, string.Create(CultureInfo.InvariantCulture, $"is a whole number from {min} to {max}"));
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return Rfc3339.TryParse(text, out var time)
            ? time
            : Bad<DateTimeOffset?>(name, "is a time as in RFC 3339, like 2026-11-24T05:30:00Z (a + of its offset is written %2B)");
    }

    /// <summary>Notes a problem with a parameter that was read.</summary>
    public T? Bad<T>(string name, string allowed)
    {
        Problems.TryAdd(name, [$"{name} {allowed}."]);
        return default;
    }

    /// <summary>Notes every parameter that nobody has asked for.</summary>
    public void RefuseUnknown()
    {
        foreach (var name in query.Keys.Where(k => !_known.Contains(k, StringComparer.Ordinal)))
        {
            Problems.TryAdd(name, [$"{name} is not a parameter here; there are {string.Join(", ", _known)}."]);
        }
    }
}
