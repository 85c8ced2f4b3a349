using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace RelationSync.Simulator.Rest;

/// <summary>A call below <c>/services/data/v67.0/</c>, whether it came over HTTP or inside a Composite.</summary>
internal sealed record ApiRequest(string Method, string Version, string[] Path, Dictionary<string, StringValues> Query, JsonElement? Body)
{
    private const string Root = "/services/data/";

    /// <summary>The address of the caller's identity.</summary>
    public string IdentityUrl { get; init; } = string.Empty;

    /// <summary>Values of <c>Sforce-Query-Options</c> and the like.</summary>
    public Func<string, string?> Header { get; init; } = static _ => null;

    /// <summary>Reads <c>/services/data/v67.0/query?q=SELECT+Id…</c>; null where it is not such a path.</summary>
    public static ApiRequest? Read(string method, string url, JsonElement? body)
    {
        if (!url.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var question = url.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? url : url[..question];
        string[] parts = [.. path[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        if (parts.Length == 0 || !IsVersion(parts[0]))
        {
            return null;
        }

        var query = question < 0 ? [] : QueryHelpers.ParseQuery(url[question..]);
        return new ApiRequest(method, parts[0], parts[1..], query, body);
    }

    public JsonElement RequireBody() => Body is { ValueKind: JsonValueKind.Object } body
        ? body
        : throw ApiException.BadJson("The HTTP entity body is required, but this request has no entity body.");

    public string? Parameter(string name) => Query.TryGetValue(name, out var values) ? values[0] : null;

    private static bool IsVersion(string text) =>
        text.Length is >= 4 and <= 6 && text[0] == 'v' && text.EndsWith(".0", StringComparison.Ordinal) && text.AsSpan(1, text.Length - 3).IndexOfAnyExceptInRange('0', '9') < 0;
}
