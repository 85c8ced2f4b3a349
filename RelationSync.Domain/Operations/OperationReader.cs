using System.Globalization;
using System.Text.Json;
using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Operations;

/// <summary>
/// Reads operations as the contract of the intake writes them. Whatever JSON it is given it answers, and never throws:
/// unknown fields are skipped, null counts as absent, of a field given twice the last one counts. Lone surrogates in
/// texts become U+FFFD and NUL characters vanish; in identifiers both are faults.
/// </summary>
public static class OperationReader
{
    /// <summary>How far ahead of the clock an operation may lie.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromHours(24);

    /// <summary>Reads an operation that comes in.</summary>
    /// <param name="element">What stands for an operation in the request.</param>
    /// <param name="now">The time it is measured against, see <see cref="MostAhead"/>.</param>
    public static OperationReading Read(JsonElement element, DateTimeOffset now) => Read(element, (DateTimeOffset?)now);

    /// <summary>
    /// Reads an operation that was accepted and stored before, or what is left of it (<see cref="ErasedOperation"/>): its
    /// time is not questioned again.
    /// </summary>
    public static OperationReading ReadStored(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind is JsonValueKind.Array && ErasedOperation.Read(document.RootElement) is { } erased
                ? new OperationReading(erased.Id, erased, [])
                : Read(document.RootElement, null);
        }
        catch (JsonException)
        {
            return new OperationReading(null, null, [new OperationFault("", "must be JSON")]);
        }
    }

    private static OperationReading Read(JsonElement element, DateTimeOffset? now)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return new OperationReading(null, null, [new OperationFault("", "must be an object")]);
        }

        var faults = new FaultList();
        var fields = new ObjectFields(element, "", -1, faults);
        var id = fields.Id("id", required: true);
        var type = ReadType(fields);
        var channel = ReadChannel(fields, type);
        var activityId = fields.Id("activity_id", required: true);
        var messageId = fields.OptionalNumber("relation_message_id");
        var evidence = EvidenceReader.Read(fields);
        var occurredAt = ReadOccurredAt(fields, now);
        var ticketId = fields.OptionalText("ticket_id");
        var @operator = ReadOperator(fields, type);
        var data = type is null ? EmptyData.Instance : OperationDataReader.Read(fields, type.Value, channel);

        var operation = faults.IsEmpty
            ? new Operation(id!, type!.Value, channel!, IdentityOf(channel!, activityId!, messageId), occurredAt, ticketId, @operator, data)
            {
                RelationMessageId = messageId,
                Evidence = evidence,
            }
            : null;
        return new OperationReading(id, operation, faults.All) { Type = type };
    }

    /// <summary>R-P1: Re:lation's own number names a message, memo or call, whoever sends it. A chat's editor openings have none.</summary>
    private static string IdentityOf(Channel channel, string activityId, long? messageId) =>
        messageId is { } number && channel.Family is not ChannelFamily.Chat
            ? string.Create(CultureInfo.InvariantCulture, $"re-{number}")
            : activityId;

    private static OperationType? ReadType(ObjectFields fields)
    {
        var code = fields.RequiredText("type", out var readable);
        var type = OperationTypes.Find(code);
        if (readable && type is null)
        {
            fields.Fault("type", $"is not known; allowed: {string.Join(", ", OperationTypes.AllCodes)}");
        }

        return type;
    }

    private static Channel? ReadChannel(ObjectFields fields, OperationType? type)
    {
        var code = fields.RequiredText("channel", out var readable);
        var channel = Channel.Find(code);
        if (readable && channel is null)
        {
            fields.Fault("channel", $"R-C1: is none of the channels that are synced: {Codes(Channel.All)}");
        }

        if (channel is not null && type is not null && channel.Family != OperationTypes.FamilyOf(type.Value))
        {
            var fitting = Channel.All.Where(c => c.Family == OperationTypes.FamilyOf(type.Value));
            fields.Fault("channel", $"has no {OperationTypes.CodeOf(type.Value)}; channels that have: {Codes(fitting)}");
        }

        return channel;
    }

    private static string Codes(IEnumerable<Channel> channels) => string.Join(", ", channels.Select(c => c.Code));

    private static DateTimeOffset ReadOccurredAt(ObjectFields fields, DateTimeOffset? now)
    {
        var occurredAt = fields.RequiredTime("occurred_at");
        if (occurredAt - now > MostAhead)
        {
            fields.Fault("occurred_at", "must not be more than 24 hours ahead of the clock");
        }

        return occurredAt;
    }

    private static Operator? ReadOperator(ObjectFields fields, OperationType? type)
    {
        var person = fields.Object("operator", required: NamesTheOwner(type));
        if (!person.Exists)
        {
            return null;
        }

        var email = person.RequiredText("email", out var readable).Trim();
        if (readable && email.Length == 0)
        {
            person.Fault("email", "must not be empty");
        }

        return new Operator(email, person.OptionalText("name"));
    }

    /// <summary>R-O1: the operations without whose operator an Event would have no owner.</summary>
    private static bool NamesTheOwner(OperationType? type) => type
        is OperationType.MessageSent
        or OperationType.MessageScheduled
        or OperationType.MemoRecorded
        or OperationType.CallRecorded
        or OperationType.ChatMessageSent;
}
