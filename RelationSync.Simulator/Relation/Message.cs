namespace RelationSync.Simulator.Relation;

/// <summary>A mail, SMS, memo, call or whole chat of a ticket.</summary>
internal sealed class Message(Ticket ticket, long id, string method, string action, DateTimeOffset createdAt)
{
    private static readonly string[] ReadableChats = ["line", "r_messe", "yahoo", "chatplus"];

    public Ticket Ticket { get; set; } = ticket;

    public long Id { get; set; } = id;

    /// <summary>The <c>method_cd</c>.</summary>
    public string Method => method;

    /// <summary>The <c>action_cd</c>.</summary>
    public string Action { get; set; } = action;

    public string From { get; set; } = string.Empty;

    public string To { get; set; } = string.Empty;

    public string Cc { get; set; } = string.Empty;

    public string Bcc { get; set; } = string.Empty;

    public string Title { get; set; } = string.Empty;

    public string Body { get; set; } = string.Empty;

    public bool IsHtml { get; set; }

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset LastUpdatedAt { get; set; } = createdAt;

    public List<Comment> Comments { get; } = [];

    public List<Utterance> Utterances { get; } = [];

    /// <summary>The customer's address in a chat's header; LINE shows none.</summary>
    public string? VisitorEmail { get; set; }

    /// <summary>The API has a call for its utterances.</summary>
    public bool IsReadableChat => ReadableChats.Contains(method);

    /// <summary>Who really sent, recorded or closed it. The API never says.</summary>
    public string? Sender { get; set; }

    /// <summary>Nobody sent it: an automatic reply.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>How often it went into <c>sending</c>.</summary>
    public int Attempts { get; set; }

    /// <summary>A memo's length in minutes, which the API hides.</summary>
    public int? Duration { get; init; }

    /// <summary>When a call ended, which the API hides.</summary>
    public DateTimeOffset? HungUpAt { get; set; }

    public List<MessageState> States { get; } = [];

    public List<MessagePlace> Places { get; } = [];

    public List<HistoryEntry> History { get; } = [];

    /// <summary>When the search first knew of it.</summary>
    public DateTimeOffset? FindableAt { get; set; }

    public DateTimeOffset? GoneAt { get; set; }

    /// <summary>Keeps for the oracle what the API shows from now on.</summary>
    public void Show(DateTimeOffset now)
    {
        MessagePlace place = new(Ticket.BoxId, Ticket.Id, Id);
        if (Places.Count == 0 || Places[^1] != place)
        {
            Places.Add(place);
        }

        if (States.Count > 0 && States[^1] is { } last)
        {
            if (last.Action == Action && last.SentAt == SentAt)
            {
                last.LastUpdatedAt = LastUpdatedAt;
                return;
            }

            last.Until = now;
        }

        States.Add(new MessageState(Action, SentAt, LastUpdatedAt, now));
    }
}
