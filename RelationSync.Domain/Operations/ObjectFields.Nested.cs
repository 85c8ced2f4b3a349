using System.Text.Json;

namespace RelationSync.Domain.Operations;

/// <content>Objects and lists within the object.</content>
internal readonly partial record struct ObjectFields
{
    /// <summary>The object of that name; without fields where it is absent.</summary>
    public ObjectFields Object(string name, bool required)
    {
        if (TryFind(name, out var value))
        {
            return ObjectOf(value, $"{Path}/{name}", -1);
        }

        if (required)
        {
            Missing(name, "an object");
        }

        return this with { Element = default, Parent = $"{Path}/{name}", Index = -1 };
    }

    /// <summary>Texts without NUL characters.</summary>
    public IReadOnlyList<string> Texts(string name, bool required = false) =>
        List(name, required, "strings", (value, list, index) => list.ItemText(value, index));

    /// <summary>What <paramref name="read"/> makes of each object of a list.</summary>
    public IReadOnlyList<T> Objects<T>(string name, Func<ObjectFields, T> read, bool required = false) =>
        List(name, required, "objects", (value, list, index) => read(list.ObjectOf(value, list.Parent, index)));

    private List<T> List<T>(string name, bool required, string kind, Func<JsonElement, ObjectFields, int, T> read)
    {
        if (!TryFind(name, out var value))
        {
            if (required)
            {
                Missing(name, $"a list of {kind}");
            }

            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault(name, $"must be a list of {kind}");
            return [];
        }

        var items = new List<T>(value.GetArrayLength());
        var list = this with { Element = default, Parent = $"{Path}/{name}", Index = -1 };
        foreach (var item in value.EnumerateArray())
        {
            if (Faults.IsFull)
            {
                break;
            }

            items.Add(read(item, list, items.Count));
        }

        return items;
    }

    private ObjectFields ObjectOf(JsonElement value, string parent, int index)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return new ObjectFields(value, parent, index, Faults);
        }

        Faults.Add(index < 0 ? parent : $"{parent}/{index}", "must be an object");
        return new ObjectFields(default, parent, index, Faults);
    }

    private string ItemText(JsonElement value, int index)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return WithoutNul(LenientJson.Text(value, out _));
        }

        Faults.Add($"{Parent}/{index}", "must be a string");
        return "";
    }
}
