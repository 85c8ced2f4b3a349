using System.Collections.Concurrent;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>
/// Lets a page follow a download that its browser makes: it takes a ticket and adds <c>?progress={ticket}</c> to the link.
/// A ticket that nobody gave out is passed over.
/// </summary>
public sealed class WorkbookFollowers(ILogger<WorkbookFollowers> logger)
{
    private readonly ConcurrentDictionary<Guid, WorkbookProgress> _followed = new();

    /// <summary>A new ticket; it ends with its disposal.</summary>
    public WorkbookTicket Follow()
    {
        var progress = new WorkbookProgress(logger);
        var id = Guid.NewGuid();
        _followed[id] = progress;
        return new WorkbookTicket(id, progress, () => _followed.TryRemove(id, out _));
    }

    internal WorkbookProgress Find(string? ticket) =>
        Guid.TryParse(ticket, out var id) && _followed.TryGetValue(id, out var progress) ? progress : new WorkbookProgress(logger);
}
