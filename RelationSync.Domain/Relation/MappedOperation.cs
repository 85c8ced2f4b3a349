using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Relation;

/// <summary>An operation as a push would carry it, made from what the API shows (R-P2).</summary>
/// <param name="Json">The operation of the intake's contract, UTF-8.</param>
public sealed record MappedOperation(OperationType Type, DateTimeOffset OccurredAt, ReadOnlyMemory<byte> Json, OperatorStep? Operator);

/// <summary>Writes an operation of the intake's contract.</summary>
internal sealed record OperationForm(Channel Channel, long TicketId, long MessageId, string ActivityId)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="verb">What tells the operation from others of the message: <c>sent-0</c>.</param>
    /// <param name="times">How the times are known; null: nothing is said.</param>
    public MappedOperation Write(OperationType type, string verb, DateTimeOffset at, OperatorFinding? @operator, Evidence? times, Action<Utf8JsonWriter>? data = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"re-{MessageId}-{verb}"));
            json.WriteString("type", OperationTypes.CodeOf(type));
            json.WriteString("channel", Channel.Code);
            json.WriteString("activity_id", ActivityId);
            if (Channel.Family != ChannelFamily.Chat)
            {
                json.WriteNumber("relation_message_id", MessageId);
            }

            WriteTime(json, "occurred_at", at);
            json.WriteString("ticket_id", TicketId.ToString(CultureInfo.InvariantCulture));
            WriteWhose(json, @operator, times);
            json.WriteStartObject("data");
            data?.Invoke(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new MappedOperation(type, at, buffer.WrittenMemory, @operator?.Step);
    }

    public static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    private static void WriteWhose(Utf8JsonWriter json, OperatorFinding? @operator, Evidence? times)
    {
        if (@operator is not null)
        {
            json.WriteStartObject("operator");
            json.WriteString("email", @operator.Email);
            if (@operator.Name is not null)
            {
                json.WriteString("name", @operator.Name);
            }

            json.WriteEndObject();
        }

        if (@operator is not null || times is not null)
        {
            json.WriteStartObject("evidence");
            if (@operator is not null)
            {
                json.WriteString("operator", EvidenceWords.Of(@operator.Evidence));
            }

            if (times is { } known)
            {
                json.WriteString("times", EvidenceWords.Of(known));
            }

            json.WriteEndObject();
        }
    }
}
