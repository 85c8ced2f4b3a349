using System.Security.Cryptography;
using RelationSync.Simulator.Relation.Api;
using RelationSync.Simulator.Relation.Faults;

namespace RelationSync.Simulator.Relation;

/// <summary>A Re:lation tenant in memory. Everything in it is read and changed under its gate.</summary>
internal sealed class Tenant
{
    private readonly TimeProvider _clock;
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Number)> _due = new();
    private readonly Dictionary<(int Box, long Id), Ticket> _tickets = [];
    private readonly Dictionary<(int Box, long Id), Message> _messages = [];
    private readonly Dictionary<int, (long Ticket, long Message)> _ids = [];
    private readonly List<Message> _all = [];
    private readonly long _firstId;
    private long _serial;
    private long _utterance;

    public Tenant(string name, TenantSettings settings, TimeProvider clock, string? token = null, long firstId = 1_001)
    {
        (Name, Settings, _clock) = (name, settings, clock);
        _firstId = firstId;
        Token = token ?? NewToken();
        Index = new TicketIndex(settings.IndexLagMs, settings.IndexJitterMs);
        Rate = new RateWindow(settings.OthersPerMinute);
        CreatedAt = Now;
        OpenBoxes = [.. settings.TokenBoxes?.Select(b => settings.BoxId(b)!.Value) ?? Enumerable.Range(1, settings.Boxes.Count)];
    }

    public string Name { get; }

    public TenantSettings Settings { get; }

    public Lock Gate { get; } = new();

    /// <summary>The bearer token.</summary>
    public string Token { get; private set; }

    /// <summary>False while the fault <c>revoke_token</c> lasts.</summary>
    public bool AcceptsToken { get; set; } = true;

    public HashSet<int> OpenBoxes { get; }

    public DateTimeOffset CreatedAt { get; }

    public TicketIndex Index { get; }

    public RateWindow Rate { get; }

    public RelationCalls Calls { get; } = new();

    public RelationFaultList Faults { get; } = new();

    /// <summary>Grows by one with every change.</summary>
    public long Version { get; private set; }

    /// <summary>By Re:lation's clock.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow().AddMilliseconds(Settings.SkewMs);

    /// <summary>For what waits: a hang, a person.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Every message there ever was.</summary>
    public IReadOnlyList<Message> AllMessages => _all;

    public IEnumerable<Ticket> Tickets => _tickets.Values;

    public void ReplaceToken() => (Token, AcceptsToken) = (NewToken(), true);

    /// <summary>Plans something that happens by itself, such as the end of the wait before a send.</summary>
    public void At(DateTimeOffset due, Action act) => _due.Enqueue(act, (due, _serial++));

    /// <summary>Lets everything happen that was planned until now.</summary>
    public void CatchUp()
    {
        while (_due.TryPeek(out var act, out var due) && due.At <= Now)
        {
            _due.Dequeue();
            act();
        }
    }

    public Ticket? FindTicket(int box, long id) => _tickets.GetValueOrDefault((box, id));

    public Message? FindMessage(int box, long id) => _messages.GetValueOrDefault((box, id));

    public Ticket AddTicket(int box, string title, DateTimeOffset at)
    {
        Ticket ticket = new(_serial++, box, NextIds(box, ticket: true), title, at);
        _tickets[(box, ticket.Id)] = ticket;
        return ticket;
    }

    public void AddMessage(Message message)
    {
        _messages[(message.Ticket.BoxId, message.Id)] = message;
        message.Ticket.Messages.Add(message);
        _all.Add(message);
    }

    public long NextMessageId(int box) => NextIds(box, ticket: false);

    public long NextUtteranceId() => ++_utterance;

    /// <summary>Changes the box of a ticket; where ids are a box's own, it and its messages get new ones.</summary>
    public void Move(Ticket ticket, int box)
    {
        Unlist(ticket);
        var ownIds = Settings.Ids == "box";
        ticket.BoxId = box;
        ticket.Id = ownIds ? NextIds(box, ticket: true) : ticket.Id;
        _tickets[(box, ticket.Id)] = ticket;
        foreach (var message in ticket.Messages)
        {
            message.Id = ownIds ? NextIds(box, ticket: false) : message.Id;
            _messages[(box, message.Id)] = message;
        }
    }

    public void Remove(Ticket ticket)
    {
        Unlist(ticket);
        ticket.IsGone = true;
        foreach (var message in ticket.Messages)
        {
            message.GoneAt = Now;
            message.States[^1].Until ??= Now;
        }
    }

    /// <summary>From now on the API shows the ticket as it is; the search may lag.</summary>
    public void Show(Ticket ticket, DateTimeOffset changedAt)
    {
        Version++;
        ticket.LastUpdatedAt = Seconds.Of(changedAt);
        Index.Add(ticket, Now);
        foreach (var message in ticket.Messages)
        {
            message.Show(Now);
        }
    }

    private void Unlist(Ticket ticket)
    {
        _tickets.Remove((ticket.BoxId, ticket.Id));
        foreach (var message in ticket.Messages)
        {
            _messages.Remove((ticket.BoxId, message.Id));
        }
    }

    private long NextIds(int box, bool ticket)
    {
        var scope = Settings.Ids == "box" ? box : 0;
        var last = _ids.GetValueOrDefault(scope, (_firstId - 1, _firstId + 3_999));
        _ids[scope] = last = ticket ? (last.Item1 + 1, last.Item2) : (last.Item1, last.Item2 + 1);
        return ticket ? last.Item1 : last.Item2;
    }

    private static string NewToken() => "rel_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
