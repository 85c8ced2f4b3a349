namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>A sheet that is being written into an archive.</summary>
internal sealed class OpenSheet(Stream stream, SheetWriter writer) : IDisposable
{
    public SheetWriter Writer => writer;

    /// <inheritdoc/>
    public void Dispose()
    {
        writer.Dispose();
        stream.Dispose();
    }
}
