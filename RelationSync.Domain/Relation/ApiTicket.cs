namespace RelationSync.Domain.Relation;

/// <summary>A ticket as Re:lation's API shows it. Times are UTC.</summary>
/// <param name="Assignee">Mention name.</param>
/// <param name="Broken">Messages that couldn't be read and are left out.</param>
public sealed record ApiTicket(
    long TicketId,
    string? Assignee,
    string? Status,
    DateTimeOffset LastUpdatedAt,
    IReadOnlyList<ApiMessage> Messages,
    int Broken);

/// <summary>A message of a ticket: a mail, an SMS, a memo, a call memo, or a whole chat.</summary>
/// <param name="Method">The channel's code (<c>method_cd</c>), as given.</param>
/// <param name="Action">The state's code (<c>action_cd</c>), as given.</param>
/// <param name="CreatedAt">First saved.</param>
public sealed record ApiMessage(
    long MessageId,
    string Method,
    string Action,
    string From,
    string To,
    string Cc,
    string Bcc,
    string Title,
    string Body,
    bool IsHtml,
    DateTimeOffset? SentAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastUpdatedAt,
    IReadOnlyList<ApiComment> Comments);

/// <summary>An in-house comment. <paramref name="Commenter"/> is a mention name.</summary>
public sealed record ApiComment(string Commenter, string Type, DateTimeOffset At);

/// <summary>What a search says about a ticket.</summary>
public sealed record TicketHit(long TicketId, DateTimeOffset LastUpdatedAt);

/// <summary>受信箱.</summary>
public sealed record ApiBox(long BoxId, string Name);

/// <summary>A user of the tenant. The e-mail is the login's; null before Re:lation knows one.</summary>
public sealed record ApiUser(string Mention, string? Email, string LastName, string FirstName, string Status)
{
    /// <summary>Family name first, as Re:lation shows it.</summary>
    public string Name => $"{LastName} {FirstName}".Trim();
}
