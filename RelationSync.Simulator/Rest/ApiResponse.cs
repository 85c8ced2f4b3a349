using System.Text.Json;
using RelationSync.Simulator.Text;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Rest;

/// <summary>The answer to a call or to a subrequest of one. An empty body is no body.</summary>
internal sealed record ApiResponse(int Status, ReadOnlyMemory<byte> Body)
{
    public string? Location { get; init; }

    public string? LastModified { get; init; }

    /// <summary>A Collections call answers 200 even where every record failed.</summary>
    public bool AnyRecordFailed { get; init; }

    public bool Succeeded => Status < 400;

    public static ApiResponse Empty(int status) => new(status, ReadOnlyMemory<byte>.Empty);

    public static ApiResponse Json(Action<Utf8JsonWriter> write, int status = 200) => new(status, JsonBytes.Write(write));

    public static ApiResponse Error(ApiException error) => Error(error.Status, error.Code, error.Message, error.Fields);

    public static ApiResponse Error(int status, SaveError error) => Error(status, error.StatusCode, error.Message, error.Fields);

    public static ApiResponse Error(int status, string code, string message, IReadOnlyList<string>? fields = null) => Json(
        json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("message", message);
            json.WriteString("errorCode", code);
            if (fields is { Count: > 0 })
            {
                json.WriteStartArray("fields");
                foreach (var field in fields)
                {
                    json.WriteStringValue(field);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndArray();
        },
        status);
}
