using System.Text.Encodings.Web;
using System.Text.Json;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Text;

namespace RelationSync.Simulator.Control;

/// <summary>Every Event ever made, deleted ones included, streamed: there may be hundreds of thousands.</summary>
internal static class EventsView
{
    private const int FlushAt = 64 * 1024;

    public static async Task WriteAsync(Org org, HttpResponse response, CancellationToken cancellationToken)
    {
        List<Record> rows;
        using (GateScope.Read(org))
        {
            rows = [.. org["Event"].Rows];
        }

        response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartArray();
        foreach (var row in rows)
        {
            Write(json, row);
            if (json.BytesPending > FlushAt)
            {
                await json.FlushAsync(cancellationToken);
                await response.BodyWriter.FlushAsync(cancellationToken);
            }
        }

        json.WriteEndArray();
        await json.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, Record row)
    {
        json.WriteStartObject();
        RecordWriter.Fields(json, row);
        json.WriteStartArray("who_ids");
        foreach (var who in row.WhoIds)
        {
            json.WriteStringValue(who);
        }

        json.WriteEndArray();
        json.WriteBoolean("is_deleted", row.IsDeleted);
        json.WriteString("created_at", row.CreatedAt.UtcDateTime);
        json.WriteNumber("write_count", row.WriteCount);
        json.WriteEndObject();
    }
}
