namespace RelationSync.Portal.Storage.Queries;

/// <summary>
/// What was read of the Events of each quarter of an hour, kept in memory. A quarter is read again when one of its Events has changed
/// (<see cref="SyncedCounts.Versions"/>): of a day that is mostly the last one.
/// </summary>
/// <param name="read">Reads the Events confirmed from the one moment until the other, in ticks: rows with the number of their quarter.</param>
internal sealed class QuarterCache<TRow>(Func<RelationSyncDb, long, long, IEnumerable<(long Quarter, TRow Row)>> read)
{
    /// <summary>Replaced as a whole: several pages read at once.</summary>
    private volatile Dictionary<long, Known> _known = [];

    /// <summary>Rows of all quarters from that time on; of its own quarter all.</summary>
    public IEnumerable<TRow> Read(RelationSyncDb db, DateTimeOffset from)
    {
        var (versions, before) = (SyncedCounts.Versions(db, from), _known);
        var known = versions.Where(v => before.TryGetValue(v.Key, out var k) && k.Version == v.Value).ToDictionary(v => v.Key, v => before[v.Key]);
        foreach (var (first, last) in Runs([.. versions.Keys.Where(q => !known.ContainsKey(q)).Order()]))
        {
            var rows = read(db, first * SyncedCounts.QuarterTicks, (last + 1) * SyncedCounts.QuarterTicks).ToLookup(r => r.Quarter, r => r.Row);
            for (var quarter = first; quarter <= last; quarter++)
            {
                known[quarter] = new Known(versions[quarter], [.. rows[quarter]]);
            }
        }

        _known = known;
        return known.Values.SelectMany(k => k.Rows);
    }

    /// <summary>Those that follow each other are read at once.</summary>
    private static List<(long First, long Last)> Runs(List<long> quarters)
    {
        var runs = new List<(long First, long Last)>();
        foreach (var quarter in quarters)
        {
            if (runs.Count > 0 && runs[^1].Last == quarter - 1)
            {
                runs[^1] = (runs[^1].First, quarter);
            }
            else
            {
                runs.Add((quarter, quarter));
            }
        }

        return runs;
    }

    private sealed record Known((long Events, long Version) Version, IReadOnlyList<TRow> Rows);
}
