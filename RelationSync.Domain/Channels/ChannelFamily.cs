namespace RelationSync.Domain.Channels;

/// <summary>How operations of a channel become actions (rules R-T) and where their customer keys come from (R-W).</summary>
public enum ChannelFamily
{
    /// <summary>Mail and SMS: sending or scheduling is the trigger.</summary>
    Message,

    /// <summary>応対メモ: pressing 記録 the first time is the trigger.</summary>
    Memo,

    /// <summary>通話メモ: the end of the call and its record together are the trigger.</summary>
    Call,

    /// <summary>The eight chats: closing the editor is the trigger.</summary>
    Chat,
}
