using System.Collections.Frozen;
using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Operations;

/// <summary>The codes of the types of operations, and the channels each belongs to.</summary>
public static class OperationTypes
{
    private static readonly (OperationType Type, string Code, ChannelFamily? Family)[] All =
    [
        (OperationType.MessageSent, "message.sent", ChannelFamily.Message),
        (OperationType.MessageScheduled, "message.scheduled", ChannelFamily.Message),
        (OperationType.MessageSendCancelled, "message.send_cancelled", ChannelFamily.Message),
        (OperationType.MessageScheduleCancelled, "message.schedule_cancelled", ChannelFamily.Message),
        (OperationType.MessageDispatched, "message.dispatched", ChannelFamily.Message),
        (OperationType.MemoRecorded, "memo.recorded", ChannelFamily.Memo),
        (OperationType.CallEnded, "call.ended", ChannelFamily.Call),
        (OperationType.CallRecorded, "call.recorded", ChannelFamily.Call),
        (OperationType.ActivityCorrected, "activity.corrected", null),
        (OperationType.ChatOpened, "chat.opened", ChannelFamily.Chat),
        (OperationType.ChatMessageSent, "chat.message_sent", ChannelFamily.Chat),
        (OperationType.ChatClosed, "chat.closed", ChannelFamily.Chat),
    ];

    private static readonly FrozenDictionary<string, OperationType> ByCode =
        All.ToFrozenDictionary(row => row.Code, row => row.Type, StringComparer.Ordinal);

    private static readonly FrozenDictionary<OperationType, ChannelFamily?> Families =
        All.ToFrozenDictionary(row => row.Type, row => row.Family);

    private static readonly FrozenDictionary<OperationType, string> Codes =
        All.ToFrozenDictionary(row => row.Type, row => row.Code);

    /// <summary>All codes, in the order of the contract.</summary>
    public static IReadOnlyList<string> AllCodes { get; } = [.. All.Select(row => row.Code)];

    /// <summary>The type of that code, or null: codes are compared exactly.</summary>
    public static OperationType? Find(string? code) =>
        code is not null && ByCode.TryGetValue(code, out var type) ? type : null;

    /// <summary>The code as it stands in operations: <c>message.sent</c>.</summary>
    public static string CodeOf(OperationType type) => Codes[type];

    /// <summary>The family of channels that the type belongs to; null: all do.</summary>
    public static ChannelFamily? FamilyOf(OperationType type) => Families[type];
}
