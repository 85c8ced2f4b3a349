using System.Text.Json;

namespace RelationSync.Simulator.Rest;

/// <summary>One part of a Composite: <c>{"method":"GET","url":"/services/data/v67.0/query?q=…","referenceId":"q0"}</c>.</summary>
internal sealed record Subrequest(string Method, string Url, string ReferenceId, JsonElement? Body, Dictionary<string, string> Headers)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
    private static readonly string[] RefusedHeaders = ["Accept", "Authorization", "Content-Type"];

    /// <summary>Queries and Collections, of which a Composite takes only five.</summary>
    public bool IsHeavy
    {
        get
        {
            var path = PathBelowVersion(Url);
            return path.StartsWith("query", StringComparison.Ordinal) || path.StartsWith("composite/sobjects", StringComparison.Ordinal);
        }
    }

    /// <summary>Search, Limits and the composite resources themselves do not run inside a Composite.</summary>
    public bool IsSupported
    {
        get
        {
            var path = PathBelowVersion(Url);
            return path.StartsWith("sobjects", StringComparison.Ordinal) || IsHeavy;
        }
    }

    public static List<Subrequest> ReadAll(JsonElement list)
    {
        var all = list.EnumerateArray().Select(Read).ToList();
        var repeated = all.GroupBy(s => s.ReferenceId, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any());
        return repeated is null
            ? all
            : throw new ApiException(400, "INVALID_INPUT", $"The referenceId {repeated.Key} is used more than once");
    }

    private static Subrequest Read(JsonElement json)
    {
        var (method, url, reference) = (Text(json, "method"), Text(json, "url"), Text(json, "referenceId"));
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            throw new ApiException(400, "INVALID_INPUT", $"Invalid HTTP method: {method}");
        }

        if (reference.Length == 0 || !char.IsAsciiLetterOrDigit(reference[0]) || !reference.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw new ApiException(400, "INVALID_INPUT", $"Invalid reference Id: {reference}. A reference Id starts with a letter or a number and has only letters, numbers and underscores.");
        }

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        if (json.TryGetProperty("httpHeaders", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in given.EnumerateObject())
            {
                headers[header.Name] = header.Value.ToString();
            }
        }

        if (RefusedHeaders.FirstOrDefault(headers.ContainsKey) is { } refused)
        {
            throw new ApiException(400, "INVALID_INPUT", $"The header {refused} is not allowed in a subrequest");
        }

        JsonElement? body = json.TryGetProperty("body", out var element) && element.ValueKind != JsonValueKind.Null ? element : null;
        return new Subrequest(method, url, reference, body, headers);
    }

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw ApiException.BadJson($"Each subrequest needs a {name}");

    private static string PathBelowVersion(string url)
    {
        const string root = "/services/data/";
        var start = url.StartsWith(root, StringComparison.Ordinal) ? url.IndexOf('/', root.Length) : -1;
        return start < 0 ? string.Empty : url[(start + 1)..];
    }
}
