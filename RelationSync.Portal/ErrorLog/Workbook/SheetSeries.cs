namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Writes what comes page by page into as many sheets as were planned for it.</summary>
/// <param name="package">Of the workbook.</param>
/// <param name="plans">Of its sheets, at least one.</param>
/// <param name="rowsPerSheet">After so many the next sheet begins.</param>
/// <param name="linksPerSheet">So many of a sheet's links count; the others stay texts.</param>
internal sealed class SheetSeries(WorkbookPackage package, IReadOnlyList<SheetPlan> plans, int rowsPerSheet, int linksPerSheet)
{
    private OpenSheet? _open;
    private EventLinks _links = new(0);
    private int _sheet = -1;

    /// <param name="pages">The rows.</param>
    /// <param name="write">Writes one into the sheet that is open.</param>
    /// <param name="progressed">Told after each page how many are done.</param>
    public async Task WriteAsync<T>(IAsyncEnumerable<IReadOnlyList<T>> pages, Action<SheetWriter, EventLinks, T> write, Action<int> progressed)
    {
        try
        {
            Begin();
            var done = 0;
            await foreach (var page in pages)
            {
                foreach (var row in page)
                {
                    if (done > 0 && done % rowsPerSheet == 0)
                    {
                        Next();
                    }

                    write(_open!.Writer, _links, row);
                    done++;
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

    private void Next()
    {
        End();
        Begin();
    }

    private void Begin()
    {
        _open = package.Open(plans[++_sheet]);
        _links = new EventLinks(linksPerSheet);
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
