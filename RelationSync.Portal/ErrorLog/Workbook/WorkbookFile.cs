namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>A workbook that is done, read from its beginning.</summary>
/// <param name="Content">Gone when it is disposed.</param>
/// <param name="Name">What to save it as.</param>
internal sealed record WorkbookFile(Stream Content, WorkbookName Name) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Content.Dispose();
}
