using RelationSync.Portal.Auditing;

namespace RelationSync.Portal.Exports;

/// <summary>Writes all entries of the audit log into as many sheets as were planned.</summary>
internal sealed class AuditSheets(WorkbookPackage package, IReadOnlyList<SheetPlan> plans, int rowsPerSheet, AuditWords words, string here)
{
    private readonly AuditSheet _lines = new(words, here);
    private OpenSheet? _open;
    private int _sheet = -1;

    public async Task WriteAsync(IAsyncEnumerable<IReadOnlyList<AuditLine>> pages, Action<int> progressed)
    {
        try
        {
            Begin();
            var done = 0;
            await foreach (var page in pages)
            {
                foreach (var line in page)
                {
                    Write(line, done++);
                }

                progressed(done);
            }

            // Those that were counted and are gone meanwhile leave a sheet empty.
            while (_sheet + 1 < plans.Count)
            {
                Next();
            }

            End();
        }
        finally
        {
            _open?.Dispose();
        }
    }

    private void Write(AuditLine line, int index)
    {
        if (index > 0 && index % rowsPerSheet == 0)
        {
            Next();
        }

        _lines.Write(_open!.Writer, line);
    }

    private void Next()
    {
        End();
        Begin();
    }

    private void Begin() => _open = package.Open(plans[++_sheet]);

    private void End()
    {
        _open!.Writer.Finish([]);
        package.SetFilter(plans[_sheet], _open.Writer.RowNumber);
        _open.Dispose();
        _open = null;
    }
}
