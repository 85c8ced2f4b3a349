using System.Text.Json;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>
/// Reads one object of the file strictly: what is missing, of the wrong kind, given twice or unknown is a fault. No fault quotes a value: with a
/// slip of the pen, it may be a secret.
/// </summary>
internal sealed class EntryReader
{
    /// <summary>A longer name is no slip of a property's: it may be a secret that lost its quotes.</summary>
    private const int LongestToldName = 30;

    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly List<ProvisioningFault> _faults;

    public EntryReader(JsonElement element, string at, List<ProvisioningFault> faults, params string[] known)
    {
        (At, _faults) = (at, faults);
        if (element.ValueKind is not JsonValueKind.Object)
        {
            Fault(null, "must be an object");
            _faults = [];
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                var names = string.Join(", ", known);
                if (property.Name.Length > LongestToldName)
                {
                    Fault(null, $"has a property that isn't known; known are {names}");
                }
                else
                {
                    Fault(property.Name, $"is no known property; known are {names}");
                }
            }
            else if (!_values.TryAdd(property.Name, property.Value))
            {
                Fault(property.Name, "is given twice");
            }
        }
    }

    /// <summary>The JSON pointer to the object.</summary>
    public string At { get; }

    public void Fault(string? property, string reason) => _faults.Add(new ProvisioningFault(property is null ? At : PointerTo(property), reason));

    public string PointerTo(string property) => $"{At}/{property.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>A text that must be there; empty where it is at fault.</summary>
    public string Text(string property) => Text(property, required: true) ?? "";

    public string? OptionalText(string property) => Text(property, required: false);

    public bool Flag(string property, bool otherwise)
    {
        if (!_values.TryGetValue(property, out var value))
        {
            return otherwise;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fault(property, "must be true or false");
            return otherwise;
        }

        return value.GetBoolean();
    }

    /// <summary>A whole number from 1 on that must be there; 1 where it is at fault.</summary>
    public long Number(string property)
    {
        if (!_values.TryGetValue(property, out var value))
        {
            Fault(property, "is required");
            return 1;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 1)
        {
            return number;
        }

        Fault(property, "must be an integer from 1 on");
        return 1;
    }

    /// <summary>A text that must be one of the choices; nothing given is the first.</summary>
    public T OptionalChoice<T>(string property, IReadOnlyDictionary<string, T> choices) =>
        _values.ContainsKey(property) ? Choice(property, choices) : choices.Values.First();

    /// <summary>A text that must be one of the choices.</summary>
    public T Choice<T>(string property, IReadOnlyDictionary<string, T> choices)
    {
        var text = Text(property);
        if (choices.TryGetValue(text, out var chosen))
        {
            return chosen;
        }

        if (text.Length > 0)
        {
            Fault(property, $"must be one of {string.Join(", ", choices.Keys)}");
        }

        return choices.Values.First();
    }

    /// <summary>The object inside, or one that is missing.</summary>
    public EntryReader Object(string property, params string[] known)
    {
        if (_values.TryGetValue(property, out var value))
        {
            return new EntryReader(value, PointerTo(property), _faults, known);
        }

        Fault(property, "is required");
        return new EntryReader(JsonElement.Parse("{}"), PointerTo(property), []);
    }

    /// <summary>The object inside, or null where there is none.</summary>
    public EntryReader? OptionalObject(string property, params string[] known) =>
        _values.TryGetValue(property, out var value) && value.ValueKind is not JsonValueKind.Null ? Object(property, known) : null;

    public IEnumerable<(JsonElement Value, string At)> Array(string property)
    {
        if (!_values.TryGetValue(property, out var value))
        {
            return [];
        }

        if (value.ValueKind is not JsonValueKind.Array)
        {
            Fault(property, "must be an array");
            return [];
        }

        return value.EnumerateArray().Select((item, i) => (item, $"{PointerTo(property)}/{i}"));
    }

    private string? Text(string property, bool required)
    {
        if (!_values.TryGetValue(property, out var value) || (!required && value.ValueKind is JsonValueKind.Null))
        {
            if (required)
            {
                Fault(property, "is required");
            }

            return null;
        }

        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { Length: > 0 } text)
        {
            Fault(property, "must be a text that isn't empty");
            return null;
        }

        return text;
    }
}
