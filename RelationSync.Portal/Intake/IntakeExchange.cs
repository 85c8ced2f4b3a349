using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>A request to the intake, and what the request log will say of it.</summary>
/// <param name="Context">The request and its answer.</param>
/// <param name="InboxKey">The key in its URL, whether or not there is such an inbox.</param>
/// <param name="Inbox">Null where there is none.</param>
internal sealed record IntakeExchange(HttpContext Context, string InboxKey, InboxEntry? Inbox)
{
    /// <summary>Null until the sender is authenticated.</summary>
    public IntakeRequestRow? Logged { get; private set; }

    public HttpRequest Request => Context.Request;

    /// <summary>The sender is who they say they are: from here on the request is logged.</summary>
    public void Authenticated(IntakeRequestKind kind, int size, DateTimeOffset now) => Logged = new IntakeRequestRow
    {
        InboxId = Inbox!.Id,
        At = now,
        RequestId = Context.TraceIdentifier,
        Kind = kind,
        ByBearerKey = IntakeAuthentication.HasBearerKey(Request),
        Size = size,
    };
}
