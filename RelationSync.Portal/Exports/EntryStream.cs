using RelationSync.Portal.Data;

namespace RelationSync.Portal.Exports;

/// <summary>Writes all entries into as many sheets as it takes, counting them.</summary>
internal sealed class EntryStream(WorkbookPackage package, IReadOnlyList<SheetPlan> plans, LogPlaces places, WorkbookLimits limits)
{
    private readonly LogTally _tally = new();
    private readonly EntrySheet _entries = new(places);
    private OpenSheet? _open;
    private EventLinks _links = new(0);
    private int _sheet = -1;

    public async Task<LogTally> WriteAsync(IAsyncEnumerable<IReadOnlyList<LogEntry>> pages, Action<int> progressed)
    {
        try
        {
            Begin();
            var done = 0;
            await foreach (var page in pages)
            {
                foreach (var entry in page)
                {
                    Write(entry, done++);
                }

                progressed(done);
            }

            // Those that were counted and are gone meanwhile leave a sheet empty.
            while (_sheet + 1 < plans.Count)
            {
                Next();
            }

            End();
            return _tally;
        }
        finally
        {
            _open?.Dispose();
        }
    }

    private void Write(LogEntry entry, int index)
    {
        if (index > 0 && index % limits.RowsPerSheet == 0)
        {
            Next();
        }

        var place = places.Of(entry);
        var local = place.Local(entry.At);
        _tally.Add(entry, local);
        _entries.Write(_open!.Writer, _links, entry, place, local);
    }

    private void Next()
    {
        End();
        Begin();
    }

    private void Begin()
    {
        _open = package.Open(plans[++_sheet]);
        _links = new EventLinks(limits.LinksPerSheet);
    }

    private void End()
    {
        _open!.Writer.Finish(_links.Cells);
        package.SetFilter(plans[_sheet], _open.Writer.RowNumber);
        _open.Dispose();
        _open = null;
        package.WriteLinks(plans[_sheet], _links);
    }
}
