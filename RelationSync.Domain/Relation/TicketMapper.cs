using System.Globalization;
using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Relation;

/// <summary>
/// Turns what the API shows of a ticket into the operations of a push (R-P2). Pure: the same ticket with the same memory
/// gives the same operations, and with the memory that it answers, none.
/// </summary>
public static class TicketMapper
{
    /// <param name="known">What is remembered of its messages.</param>
    /// <param name="chats">The conversations that <see cref="NeedsChat"/> asked for.</param>
    public static TicketReading Map(
        ApiTicket ticket, IReadOnlyDictionary<long, MessageState> known, IReadOnlyDictionary<long, ApiChat> chats, TicketContext context)
    {
        var (operations, states, looksAgain, holds, endsAt) = (new List<MappedOperation>(), new List<MessageState>(), ticket.Broken > 0, false, (DateTimeOffset?)null);
        foreach (var message in ticket.Messages)
        {
            var before = known.GetValueOrDefault(message.MessageId) ?? FirstSeen(message, context);
            var (mapped, chatEndsAt) = MapOne(ticket, message, chats, before, context);
            var state = mapped.State with { Action = message.Action, SentAt = message.SentAt, LastUpdatedAt = message.LastUpdatedAt };
            operations.AddRange(mapped.Operations);
            var old = known.GetValueOrDefault(message.MessageId);
            if (!Equals(old, state))
            {
                states.Add(state);
            }

            looksAgain |= (state.Stage == MessageStage.Seen && !ApiCodes.IsKnownAction(message.Action))
                || chats.GetValueOrDefault(message.MessageId) is { Broken: > 0 };
            holds |= IsUnknown(message);
            endsAt = chatEndsAt is not null && (endsAt is null || chatEndsAt < endsAt) ? chatEndsAt : endsAt;
        }

        return new TicketReading(operations, states, looksAgain, holds, endsAt);
    }

    /// <summary>True if the conversation of a chat has to be read: it changed, a session of it is open, or its channel wasn't known.</summary>
    public static bool NeedsChat(ApiMessage message, MessageState? known) =>
        ApiCodes.IsChat(message.Method)
        && (known is null
            || known.Chat.HasOpen
            || known.Stage == MessageStage.Held
            || known is { IsWanted: true, Stage: MessageStage.FoundLate }
            || known.SentAt != message.SentAt
            || known.LastUpdatedAt != message.LastUpdatedAt
            || known.Action != message.Action);

    /// <summary>True if a message that is known from another box may be this one, moved and perhaps sent again since.</summary>
    public static bool MayBeSame(MessageState known, ApiMessage message) =>
        known.Fingerprint == FingerprintOf(message)
        || ((IsUnknown(known.Method) || IsUnknown(message)) && known.Fingerprint.EndsWith(MadeAt(message), StringComparison.Ordinal));

    /// <summary>True if a message that is known from another box is this one, moved.</summary>
    public static bool IsSame(MessageState known, ApiMessage message) =>
        MayBeSame(known, message)
        && (known.Action != ApiCodes.Sent || message.Action != ApiCodes.Sent || known.SentAt == message.SentAt);

    private static (MappedMessage Mapped, DateTimeOffset? ChatEndsAt) MapOne(
        ApiTicket ticket, ApiMessage message, IReadOnlyDictionary<long, ApiChat> chats, MessageState state, TicketContext context)
    {
        if (state.Stage == MessageStage.Held && ApiCodes.ChannelOf(message.Method) is not null)
        {
            state = state with { Stage = MessageStage.Seen, Method = message.Method, Fingerprint = FingerprintOf(message) };
        }

        if (state is { Stage: MessageStage.FoundLate or MessageStage.Automatic, IsWanted: true })
        {
            state = state with { Stage = MessageStage.Seen };
        }
        else if (IsLeftOut(message, state, context))
        {
            state = state with { Stage = MessageStage.FoundLate };
        }

        return ApiCodes.ChannelOf(message.Method)?.Family switch
        {
            null => (new MappedMessage(IsUnknown(message) ? Hold(message, state) : state with { Stage = MessageStage.NotSynced }, []), null),
            ChannelFamily.Message => (MessageMapping.Map(ticket, message, state, context), null),
            ChannelFamily.Memo or ChannelFamily.Call when state.Stage == MessageStage.FoundLate => (new MappedMessage(state, []), null),
            ChannelFamily.Memo => (MemoMapping.Map(ticket, message, state, context), null),
            ChannelFamily.Call => (CallMapping.Map(ticket, message, state, context), null),
            ChannelFamily.Chat => chats.TryGetValue(message.MessageId, out var chat)
                ? ChatMapping.Map(ticket, message, chat, state, context)
                : (new MappedMessage(state, []), null),
            _ => throw new ArgumentOutOfRangeException(nameof(message), message.Method, "A channel of no family."),
        };
    }

    private static bool IsUnknown(ApiMessage message) => IsUnknown(message.Method);

    private static bool IsUnknown(string method) => ApiCodes.ChannelOf(method) is null && !ApiCodes.IsNeverSynced(method);

    /// <summary>What was taken over before its channel got unknown stays so: a cancel may come when it is known again.</summary>
    private static MessageState Hold(ApiMessage message, MessageState state) =>
        state.Stage is MessageStage.Seen or MessageStage.Held ? state with { Stage = MessageStage.Held, Method = message.Method } : state;

    private static MessageState FirstSeen(ApiMessage message, TicketContext context)
    {
        var moment = MomentOf(message);
        var late = !context.Rules.TakesFoundLate
            && moment >= context.From
            && context.ExpectedFrom is { } expected
            && expected - moment > TicketContext.LateAfter
            && IsDone(message);
        return new MessageState(
            message.MessageId, message.Method, message.Action, message.SentAt, message.LastUpdatedAt, FingerprintOf(message),
            late ? MessageStage.FoundLate : MessageStage.Seen, 0, null, false, ChatState.Empty);
    }

    /// <summary>True for what happened in a pause that isn't caught up with. Of a chat it depends on the session.</summary>
    private static bool IsLeftOut(ApiMessage message, MessageState state, TicketContext context) =>
        state is { Stage: MessageStage.Seen, IsWanted: false }
        && !ApiCodes.IsChat(message.Method)
        && (IsDone(message) || message.Action == ApiCodes.Scheduled)
        && context.Rules.LeavesOut(MomentOf(message));

    /// <summary>When a person did what is to be synced.</summary>
    private static DateTimeOffset MomentOf(ApiMessage message) =>
        message.Action == ApiCodes.Scheduled ? message.LastUpdatedAt
        : message.Method == Channel.Record.Code ? message.CreatedAt
        : message.SentAt ?? message.CreatedAt;

    /// <summary>True for what would be synced; a draft or a received mail that turns up late is none.</summary>
    private static bool IsDone(ApiMessage message) => ApiCodes.ChannelOf(message.Method)?.Family switch
    {
        ChannelFamily.Message => message.Action == ApiCodes.Sent,
        null => false,
        _ => true,
    };

    // Neither changes as long as a message lives, once its channel is known.
    private static string FingerprintOf(ApiMessage message) => message.Method + MadeAt(message);

    private static string MadeAt(ApiMessage message) =>
        string.Create(CultureInfo.InvariantCulture, $"/{message.CreatedAt.UtcTicks / TimeSpan.TicksPerSecond}");
}
