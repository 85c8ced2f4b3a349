using System.Globalization;
using System.Text.Json;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.Salesforce.Composite;

/// <summary>
/// Many requests in one call (REST API Developer Guide, "Composite"): each stands alone and all run in order
/// (<c>allOrNone</c> and <c>collateSubrequests</c> false).
/// </summary>
internal sealed class CompositeClient(SalesforceSession session)
{
    /// <summary>Queries and Collections together, of all subrequests of a call.</summary>
    public const int MaxQueriesAndCollections = 5;

    /// <summary>Subrequests of any kind.</summary>
    public const int MaxSubrequests = 25;

    /// <summary>Sends; <paramref name="read"/> gets the results in the order asked.</summary>
    public Task<T> SendAsync<T>(
        string kind, bool writes, IReadOnlyList<Subrequest> subrequests, Func<IReadOnlyList<Subresult>, T> read, CancellationToken cancellationToken)
    {
        var body = RequestBody.Json(writer => Write(writer, subrequests));
        var call = new ApiCall(kind, HttpMethod.Post, session.DataPath + "composite", writes) { Body = _ => body };
        return session.ReadAsync(call, json => read(Results(json, subrequests.Count)), cancellationToken);
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<Subrequest> subrequests)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("allOrNone", false);
        writer.WriteBoolean("collateSubrequests", false);
        writer.WriteStartArray("compositeRequest");
        for (var i = 0; i < subrequests.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("method", subrequests[i].Method);
            writer.WriteString("url", subrequests[i].Url);
            writer.WriteString("referenceId", ReferenceId(i));
            if (subrequests[i].Body is { } body)
            {
                writer.WritePropertyName("body");
                body(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>By reference id, for an order is nowhere promised; one that is missing has no status.</summary>
    private static Subresult[] Results(JsonElement json, int count)
    {
        var results = new Subresult[count];
        var ordered = json.Items("compositeResponse").Take(count).ToList();
        for (var i = 0; i < count; i++)
        {
            var id = ReferenceId(i);
            var found = i < ordered.Count && ordered[i].Text("referenceId") == id ? ordered[i] : ordered.Find(r => r.Text("referenceId") == id);
            results[i] = found.ValueKind == JsonValueKind.Object
                ? new Subresult(found.Number("httpStatusCode"), found.Child("body") ?? default)
                : default;
        }

        return results;
    }

    private static string ReferenceId(int index) => string.Create(CultureInfo.InvariantCulture, $"r{index}");
}
