using System.Collections.Concurrent;

namespace RelationSync.Simulator.Soql;

/// <summary>Answers too long for one page, kept until they are read on. Only the latest ones live.</summary>
internal sealed class CursorStore
{
    private const int Most = 200;
    private readonly ConcurrentDictionary<string, QueryResult> _results = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    public void Keep(string id, QueryResult result)
    {
        _results[id] = result;
        _order.Enqueue(id);
        while (_order.Count > Most && _order.TryDequeue(out var oldest))
        {
            _results.TryRemove(oldest, out _);
        }
    }

    public QueryResult? Find(string id) => _results.GetValueOrDefault(id);
}
