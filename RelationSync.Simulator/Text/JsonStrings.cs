using System.Text.Json;

namespace RelationSync.Simulator.Text;

/// <summary>Looks for a text in the strings of a JSON value: names, values, and values with their URL encoding taken off.</summary>
internal static class JsonStrings
{
    public static bool Contains(JsonElement json, string text) => json.ValueKind switch
    {
        JsonValueKind.String => InText(json.GetString()!, text),
        JsonValueKind.Array => json.EnumerateArray().Any(e => Contains(e, text)),
        JsonValueKind.Object => json.EnumerateObject().Any(p => p.Name.Contains(text, StringComparison.Ordinal) || Contains(p.Value, text)),
        _ => false,
    };

    /// <summary>A subrequest's url carries its SOQL encoded: <c>/query?q=SELECT+Id%2C…</c>.</summary>
    public static bool InText(string value, string text) =>
        value.Contains(text, StringComparison.Ordinal)
        || (value.AsSpan().ContainsAny('%', '+') && Uri.UnescapeDataString(value.Replace('+', ' ')).Contains(text, StringComparison.Ordinal));
}
