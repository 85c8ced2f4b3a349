using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace RelationSync.Tests.Portal.Salesforce.Support;

/// <summary>
/// The queries that the client asks of servers that aren't the simulator, into the folder where the simulator also writes what
/// it is asked: an independent parser judges them all (<c>.ci/soql</c>).
/// </summary>
internal static class WrittenSoql
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("Simulator__SoqlLog") is { Length: > 0 } folder ? folder : null;
    private static readonly Lock Gate = new();

    public static void Note(ReceivedRequest request)
    {
        if (Folder is null)
        {
            return;
        }

        lock (Gate)
        {
            Directory.CreateDirectory(Folder);
            File.AppendAllLines(Path.Combine(Folder, "scripted.jsonl"), Urls(request).SelectMany(Queries).Select(q => JsonSerializer.Serialize(q)));
        }
    }

    private static IEnumerable<string> Urls(ReceivedRequest request) => request.Path.EndsWith("/composite", StringComparison.Ordinal)
        ? [.. JsonNode.Parse(request.Body)!["compositeRequest"]!.AsArray().Select(r => (string)r!["url"]!)]
        : [request.Path];

    private static IEnumerable<string> Queries(string url) =>
        url.Split('?', 2) is [var path, var query] && path.Contains("/query", StringComparison.Ordinal)
            ? QueryHelpers.ParseQuery(query)["q"].OfType<string>()
            : [];
}
