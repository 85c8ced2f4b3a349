namespace RelationSync.Domain.Operations;

/// <summary>Whose operations of a family an inbox takes (R-P1).</summary>
public enum SourceOwner
{
    /// <summary>Those of the intake.</summary>
    Push = 0,

    /// <summary>Those read from Re:lation's API.</summary>
    Api = 1,

    /// <summary>Both, told apart by <c>relation_message_id</c>; never of chats.</summary>
    Both = 2,
}
