namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>What a page holds while it follows a download.</summary>
public sealed class WorkbookTicket(Guid id, WorkbookProgress progress, Action disposed) : IDisposable
{
    /// <summary>For the link's <c>progress</c>.</summary>
    public Guid Id => id;

    public WorkbookProgress Progress => progress;

    /// <inheritdoc/>
    public void Dispose() => disposed();
}
