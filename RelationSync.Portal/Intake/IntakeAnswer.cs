using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Intake;

/// <summary>The answer to a request that was read: <c>{"results": [{"id", "status", "reason"?, "errors"?}]}</c>.</summary>
internal static class IntakeAnswer
{
    // Answered as application/json with nosniff: no browser reads it as HTML.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="readings">What came in, in its order.</param>
    /// <param name="taken">What became of the valid ones, in the same order.</param>
    /// <param name="events">Of a dry run: what they would become.</param>
    public static ReadOnlyMemory<byte> Of(
        IReadOnlyList<OperationReading> readings, IReadOnlyList<IntakeResult> taken, IReadOnlyList<ForeseenEvent>? events = null)
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
        if (events is not null)
        {
            json.WriteStartArray("events");
            foreach (var foreseen in events)
            {
                Write(json, foreseen);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The answer to a question for an operation: <c>{"id", "status", "action": {"id", "status", "salesforce_event_id", "warnings"}}</c>.</summary>
    public static ReadOnlyMemory<byte> Of(OperationState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Relaxed);
        json.WriteStartObject();
        json.WriteString("id", state.Id);
        json.WriteString("status", Word(IntakeStatus.Accepted));
        json.WritePropertyName("action");
        Write(json, state.Action);
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

    private static void Write(Utf8JsonWriter json, ActionState? action)
    {
        if (action is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", action.Id);
        json.WriteString("status", action.Status);
        json.WriteString("salesforce_event_id", action.EventId);
        json.WriteStartArray("warnings");
        foreach (var warning in action.Warnings)
        {
            json.WriteStartObject();
            json.WriteString("code", warning.Code);
            json.WriteString("message", warning.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The fields by the names that Salesforce has for them; what is looked up there is left out.</summary>
    private static void Write(Utf8JsonWriter json, ForeseenEvent foreseen)
    {
        json.WriteStartObject();
        json.WriteString("activity_id", foreseen.Action.ActivityId);
        json.WriteString("channel", foreseen.Action.Channel.Code);
        json.WriteString("status", StatusOf(foreseen.Action.Standing));
        if (foreseen.Draft is { } draft)
        {
            json.WriteString("Subject", draft.Subject);
            json.WriteString("Type", draft.Type);
            json.WriteString("StartDateTime", draft.Start.UtcDateTime);
            json.WriteString("EndDateTime", draft.End.UtcDateTime);
            json.WriteString("Description", draft.Description);
            json.WritePropertyName("operator");
            Write(json, foreseen.Action.Content!.Operator);
            json.WriteStartArray("keys");
            foreach (var key in foreseen.Keys)
            {
                json.WriteStringValue(key.Value);
            }

            json.WriteEndArray();
            json.WriteStartArray("warnings");
            foreach (var warning in draft.Warnings)
            {
                json.WriteStringValue(warning.Code);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Operator? person)
    {
        if (person is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("email", person.Email);
        if (person.Name is not null)
        {
            json.WriteString("name", person.Name);
        }

        json.WriteEndObject();
    }

    private static string StatusOf(Standing standing) => standing switch
    {
        Standing.Half => "half",
        Standing.Ready => "ready",
        Standing.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "no such standing"),
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
