namespace RelationSync.Domain.Relation;

/// <summary>The conversation of a chat message.</summary>
/// <param name="VisitorEmail">The visitor's address as the header gives it.</param>
public sealed record ApiChat(string? VisitorEmail, IReadOnlyList<ApiUtterance> Utterances, int Broken)
{
    public static readonly ApiChat Empty = new(null, [], 0);
}

/// <summary>One speech bubble.</summary>
/// <param name="Id">Its id with the provider, as text.</param>
/// <param name="SentBy">Who pressed send, most likely as a mention name; null on received ones.</param>
/// <param name="IsAutomatic">A bot sent it.</param>
public sealed record ApiUtterance(string Id, string Action, string? Speaker, string? SentBy, bool IsAutomatic, DateTimeOffset SentAt, string Text)
{
    /// <summary>True if an operator sent it.</summary>
    public bool IsSent => Action == ApiCodes.Sent && !IsAutomatic;
}
