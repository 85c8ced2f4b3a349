namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Lets few workbooks be made at once; others wait. What is made goes into a temporary file and is handed over only when it is whole.</summary>
internal sealed class ExportQueue(WorkbookLimits limits) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(limits.MadeAtOnce, limits.MadeAtOnce);

    /// <summary>Waits for its turn and makes it. Whoever asked disposes the answer, and the file with it.</summary>
    /// <param name="begin">Called when the turn has come: what is to be made then.</param>
    /// <param name="progress">Told of the beginning's wait and the end; of what is between, by the writing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<WorkbookFile> MakeAsync(Func<WorkbookTask> begin, WorkbookProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            await _gate.WaitAsync(cancellationToken);
            try
            {
                return await MakeNowAsync(begin(), progress);
            }
            finally
            {
                _gate.Release();
            }
        }
        catch
        {
            progress.Report(WorkbookStage.Ended, progress.Step.Done, progress.Step.Total);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static async Task<WorkbookFile> MakeNowAsync(WorkbookTask task, WorkbookProgress progress)
    {
        var file = TemporaryFile.Create();
        try
        {
            await task.Write(file);
            file.Position = 0;
            progress.Report(WorkbookStage.Made, progress.Step.Done, progress.Step.Done);
            return new WorkbookFile(file, task.Name);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
