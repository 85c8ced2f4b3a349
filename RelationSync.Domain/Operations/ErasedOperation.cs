using System.Buffers;
using System.Globalization;
using System.Text.Json;
using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Operations;

/// <summary>
/// What is kept for ever of an operation whose content is erased: what decides which actions there are (id, type,
/// channel, activity and time), and nothing that somebody wrote or that names a person. It is a JSON array,
/// <c>["op-1","message.sent","mail","m-1","2026-04-01T03:00:00.0000000Z"]</c>: what comes in is always an object, so that
/// neither is ever taken for the other.
/// </summary>
public static class ErasedOperation
{
    /// <summary>Nothing of such an operation is ever used but itself: it needs no content from the start.</summary>
    public static bool HasNoContent(OperationType type) => type
        is OperationType.ChatOpened
        or OperationType.MessageDispatched
        or OperationType.MessageSendCancelled
        or OperationType.MessageScheduleCancelled;

    /// <summary>Whether that is all that is left of a stored operation.</summary>
    public static bool IsAllThatIsLeft(ReadOnlySpan<byte> stored) => stored is [(byte)'[', ..];

    /// <summary>What is kept of it, as UTF-8 JSON.</summary>
    public static byte[] Write(Operation operation)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(operation.Id);
            json.WriteStringValue(OperationTypes.CodeOf(operation.Type));
            json.WriteStringValue(operation.Channel.Code);
            json.WriteStringValue(operation.ActivityId);
            json.WriteStringValue(operation.OccurredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The operation without its content, or null where this is none.</summary>
    internal static Operation? Read(JsonElement array) =>
        array.GetArrayLength() == 5 && array.EnumerateArray().All(part => part.ValueKind is JsonValueKind.String)
        && OperationTypes.Find(array[1].GetString()) is { } type
        && Channel.Find(array[2].GetString()) is { } channel
        && Rfc3339.TryParse(array[4].GetString(), out var occurredAt)
            ? new Operation(array[0].GetString()!, type, channel, array[3].GetString()!, occurredAt, null, null, Blank(type, occurredAt))
            : null;

    private static OperationData Blank(OperationType type, DateTimeOffset at) => type switch
    {
        OperationType.MessageSent or OperationType.MessageScheduled => new MessageData(null, "", BodyFormat.Text, null, [], [], [], false, null),
        OperationType.MemoRecorded => new MemoData(null, "", BodyFormat.Text, at, 0, []),
        OperationType.CallEnded => new CallEndedData(false, at, at, ""),
        OperationType.CallRecorded => new CallRecordedData(null, "", BodyFormat.Text),
        OperationType.ChatMessageSent => new ChatMessageData(null),
        OperationType.ChatClosed => new ChatClosedData(null, [], [], [], []),
        OperationType.ActivityCorrected => new CorrectionData(null, null, null, null),
        _ => EmptyData.Instance,
    };
}
