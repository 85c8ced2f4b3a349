namespace RelationSync.Domain.Operations;

/// <summary>
/// What a Re:lation user did. <see cref="OperationOrder"/> decides between operations of one activity with an equal time.
/// </summary>
public enum OperationType
{
    /// <summary><c>chat.opened</c></summary>
    ChatOpened,

    /// <summary><c>message.sent</c></summary>
    MessageSent,

    /// <summary><c>message.scheduled</c></summary>
    MessageScheduled,

    /// <summary><c>message.dispatched</c>: a scheduled message went out; no trigger (R-T2).</summary>
    MessageDispatched,

    /// <summary><c>memo.recorded</c></summary>
    MemoRecorded,

    /// <summary><c>call.ended</c></summary>
    CallEnded,

    /// <summary><c>call.recorded</c></summary>
    CallRecorded,

    /// <summary><c>chat.message_sent</c></summary>
    ChatMessageSent,

    /// <summary><c>message.send_cancelled</c></summary>
    MessageSendCancelled,

    /// <summary><c>message.schedule_cancelled</c></summary>
    MessageScheduleCancelled,

    /// <summary><c>chat.closed</c></summary>
    ChatClosed,

    /// <summary><c>activity.corrected</c>: what is better known now (R-P6); no trigger.</summary>
    ActivityCorrected,
}
