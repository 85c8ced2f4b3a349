using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Intake;

/// <summary>The answer to a request that was read: <c>{"results": [{"id", "status", "reason"?, "errors"?}]}</c>.</summary>
internal static class IntakeAnswer
{
    // Answered as application/json with nosniff: no browser reads it as HTML.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="readings">What came in, in its order.</param>
    /// <param name="taken">What became of the valid ones, in the same order.</param>
    public static ReadOnlyMemory<byte> Of(IReadOnlyList<OperationReading> readings, IReadOnlyList<IntakeResult> taken)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * Math.Max(1, readings.Count));
        using var json = new Utf8JsonWriter(buffer, Relaxed);
        json.WriteStartObject();
        json.WriteStartArray("results");
        var next = 0;
        foreach (var reading in readings)
        {
            json.WriteStartObject();
            json.WriteString("id", reading.Id);
            if (reading.IsValid)
            {
                Write(json, taken[next++]);
            }
            else
            {
                Write(json, reading.Faults);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The word of the contract.</summary>
    public static string Word(IntakeStatus status) => status switch
    {
        IntakeStatus.Accepted => "accepted",
        IntakeStatus.Duplicate => "duplicate",
        IntakeStatus.Ignored => "ignored",
        IntakeStatus.Rejected => "rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static void Write(Utf8JsonWriter json, IntakeResult result)
    {
        if (result.Fault is { } fault)
        {
            Write(json, [fault]);
            return;
        }

        json.WriteString("status", Word(result.Status));
        if (result.Reason is not null)
        {
            json.WriteString("reason", result.Reason);
        }
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<OperationFault> faults)
    {
        json.WriteString("status", "rejected");
        json.WriteStartArray("errors");
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            json.WriteString("pointer", fault.Pointer);
            json.WriteString("message", fault.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
