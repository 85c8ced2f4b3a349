using System.Text.Json;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>One error as Salesforce names it.</summary>
internal sealed record ErrorLine(string Code, string Message, IReadOnlyList<string> Fields);

/// <summary>
/// Reads errors in Salesforce's three shapes: <c>[{"errorCode","message","fields"}]</c> of a call,
/// <c>[{"statusCode","message","fields"}]</c> of a record, <c>{"error","error_description"}</c> of OAuth.
/// </summary>
internal static class ErrorBodies
{
    private const int MaxFields = 20;

    // The most lasting first: what an administrator has to do, then what pauses, then what one record can't pass.
    private static readonly FailureClass[] BySeverity =
    [
        FailureClass.Blocked, FailureClass.AuthorizationGone, FailureClass.Limit, FailureClass.Configuration, FailureClass.Data, FailureClass.Unknown,
        FailureClass.Split, FailureClass.TransientCall, FailureClass.TransientRecord, FailureClass.AlreadyDone,
    ];

    public static ErrorLine? MostSevere(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return MostSevere(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a property name with half a surrogate pair.
            return null;
        }
    }

    public static ErrorLine? MostSevere(JsonElement body) =>
        Lines(body).MinBy(line => Array.IndexOf(BySeverity, FailureClassifier.Classify(line.Code)));

    private static IEnumerable<ErrorLine> Lines(JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.Array => body.EnumerateArray().Select(Line).OfType<ErrorLine>(),
        JsonValueKind.Object => Line(body) is { } line ? [line] : [],
        _ => [],
    };

    private static ErrorLine? Line(JsonElement error)
    {
        var code = error.Text("errorCode") ?? error.Text("statusCode") ?? error.Text("error");
        return string.IsNullOrWhiteSpace(code)
            ? null
            : new ErrorLine(
                SafeText.Clean(code, 100),
                SafeText.Clean(error.Text("message") ?? error.Text("error_description")),
                [.. error.Items("fields").Select(f => SafeText.Clean(f.AsText(), 100)).Where(f => f.Length > 0).Take(MaxFields)]);
    }
}
