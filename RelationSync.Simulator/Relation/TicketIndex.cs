namespace RelationSync.Simulator.Relation;

/// <summary>What the search knows, which may lag behind what is so. A ticket's lag is always the same, so its changes never overtake each other.</summary>
internal sealed class TicketIndex(int lagMs, int jitterMs)
{
    private readonly Dictionary<Ticket, IndexRow> _rows = [];
    private readonly PriorityQueue<IndexRow, (DateTimeOffset At, long Number)> _coming = new();
    private long _number;

    public void Add(Ticket ticket, DateTimeOffset now) => _coming.Enqueue(IndexRow.Of(ticket), (now + LagOf(ticket), _number++));

    public IEnumerable<IndexRow> At(DateTimeOffset now)
    {
        while (_coming.TryPeek(out var row, out var due) && due.At <= now)
        {
            _coming.Dequeue();
            if (row.IsGone)
            {
                _rows.Remove(row.Ticket);
                continue;
            }

            _rows[row.Ticket] = row;
            foreach (var message in row.Messages)
            {
                message.Message.FindableAt ??= due.At;
            }
        }

        return _rows.Values;
    }

    private TimeSpan LagOf(Ticket ticket)
    {
        var share = jitterMs == 0 ? 0 : (long)(Scatter.Of(ticket.Serial) % (ulong)(jitterMs + 1));
        return TimeSpan.FromMilliseconds(lagMs + share);
    }
}
