using System.Text.Json;

namespace RelationSync.Domain.Operations;

/// <summary>
/// The fields of one JSON object of an operation. What is wrong is added to the faults and a stand-in is returned, so
/// that all faults of an operation are found at once. Null counts as absent. Pointers are only written for faults.
/// </summary>
/// <param name="Element">The object; of the kind Undefined where the field is absent: then it has no fields.</param>
/// <param name="Parent">Pointer of what the object is in: <c>/data/bubbles</c>.</param>
/// <param name="Index">Its place in that list, or -1: <paramref name="Parent"/> is the object itself.</param>
/// <param name="Faults">Where faults go.</param>
internal readonly partial record struct ObjectFields(JsonElement Element, string Parent, int Index, FaultList Faults)
{
    private const int LongestId = 128;

    private const string TimeForm =
        "a time as RFC 3339 with an offset, like 2026-04-01T09:00:00+09:00, in the years 1 to 9999";

    /// <summary>False where the object is absent or something else: that was told, its fields aren't missing as well.</summary>
    public bool Exists => Element.ValueKind == JsonValueKind.Object;

    private string Path => Index < 0 ? Parent : $"{Parent}/{Index}";

    public void Fault(string name, string message) => Faults.Add($"{Path}/{name}", message);

    public bool TryFind(string name, out JsonElement value)
    {
        value = default;
        return Exists && LenientJson.TryFind(Element, name, out value);
    }

    /// <summary>A text without NUL characters, or null.</summary>
    public string? OptionalText(string name) =>
        TryFind(name, out var value) ? TextOf(value, name) : null;

    /// <summary>A text without NUL characters; may be empty.</summary>
    public string RequiredText(string name) => RequiredText(name, out _);

    /// <summary>The same; <paramref name="readable"/> is false where it was missing or no text, which is told already.</summary>
    public string RequiredText(string name, out bool readable)
    {
        readable = false;
        if (!TryFind(name, out var value))
        {
            Missing(name, "a string");
            return "";
        }

        readable = value.ValueKind == JsonValueKind.String;
        return TextOf(value, name);
    }

    /// <summary>An identifier of 1 to 128 UTF-16 units, kept exactly as given, or null.</summary>
    public string? Id(string name, bool required)
    {
        if (!TryFind(name, out var value))
        {
            if (required)
            {
                Missing(name, $"a string of 1 to {LongestId} characters");
            }

            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Fault(name, $"must be a string of 1 to {LongestId} characters");
            return null;
        }

        var id = LenientJson.Text(value, out var wellFormed);
        if (id.Length is 0 or > LongestId)
        {
            Fault(name, $"must have 1 to {LongestId} characters, has {id.Length}");
            return null;
        }

        if (!wellFormed || id.Contains('\0'))
        {
            Fault(name, "must be well-formed Unicode without NUL characters");
            return null;
        }

        return id;
    }

    public DateTimeOffset? OptionalTime(string name) => TryFind(name, out var value) ? TimeOf(value, name) : null;

    public DateTimeOffset RequiredTime(string name)
    {
        if (TryFind(name, out var value))
        {
            return TimeOf(value, name);
        }

        Missing(name, TimeForm);
        return default;
    }

    public bool OptionalFlag(string name)
    {
        if (!TryFind(name, out var value))
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fault(name, "must be true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>A whole number from 1 on that every reader of JSON can hold, or null.</summary>
    public long? OptionalNumber(string name)
    {
        const long most = (1L << 53) - 1;
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (IsWhole(value, 1, most, out var number))
        {
            return (long)number;
        }

        Fault(name, $"must be an integer from 1 to {most}");
        return null;
    }

    public int RequiredInteger(string name, int least, int most)
    {
        if (!TryFind(name, out var value))
        {
            Missing(name, $"an integer from {least} to {most}");
            return least;
        }

        if (IsWhole(value, least, most, out var number))
        {
            return (int)number;
        }

        Fault(name, $"must be an integer from {least} to {most}");
        return least;
    }

    /// <summary>JSON has one kind of number: 30.0 and 3e1 are the integer 30.</summary>
    private static bool IsWhole(JsonElement value, long least, long most, out decimal number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out number)
            && number >= least && number <= most && number == decimal.Truncate(number);
    }

    private void Missing(string name, string what)
    {
        if (Exists)
        {
            Fault(name, $"is required: {what}");
        }
    }

    private string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return WithoutNul(LenientJson.Text(value, out _));
        }

        Fault(name, "must be a string");
        return "";
    }

    private DateTimeOffset TimeOf(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.String && Rfc3339.TryParse(LenientJson.Text(value, out _), out var time))
        {
            return time;
        }

        Fault(name, $"must be {TimeForm}");
        return default;
    }

    private static string WithoutNul(string text) =>
        text.Contains('\0') ? text.Replace("\0", "", StringComparison.Ordinal) : text;
}
