using System.Text.Json;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Rest;

/// <summary>Save results: <c>statusCode</c> here, where whole calls say <c>errorCode</c>.</summary>
internal static class SaveResultWriter
{
    public static void Write(Utf8JsonWriter json, SaveResult result, bool tellCreated)
    {
        json.WriteStartObject();
        if (result.Success)
        {
            json.WriteString("id", result.Id);
        }

        json.WriteBoolean("success", result.Success);
        json.WriteStartArray("errors");
        if (result.Error is { } error)
        {
            json.WriteStartObject();
            json.WriteString("statusCode", error.StatusCode);
            json.WriteString("message", error.Message);
            json.WriteStartArray("fields");
            foreach (var field in error.Fields)
            {
                json.WriteStringValue(field);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (tellCreated && result.Success)
        {
            json.WriteBoolean("created", result.Created);
        }

        json.WriteEndObject();
    }
}
