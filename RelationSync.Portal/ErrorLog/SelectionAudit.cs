using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>A choice of entries as the audit log tells it: by its filter, never by what the entries say.</summary>
internal static class SelectionAudit
{
    /// <summary>The inbox's key; empty: all of them.</summary>
    public static async Task<string> InboxAsync(this EntryChoice choice, RelationSyncDb db, CancellationToken cancellationToken) =>
        choice.Filter.InboxId is { } id
            ? await db.Inboxes.Where(i => i.Id == id).Select(i => i.Key).SingleOrDefaultAsync(cancellationToken) ?? ""
            : "";

    public static (string Key, string? Value)[] Facts(this EntryChoice choice)
    {
        (string Key, string? Value)[] all =
        [
            ("severity", choice.Filter.Severity is { } severity ? Codes.Of(severity) : null),
            ("category", choice.Filter.Category is { } category ? Codes.Of(category) : null),
            ("codes", choice.Parts is { } parts ? string.Join(", ", parts.Select(p => p.Key.Code).Distinct().Take(20)) : null),
        ];
        return [.. all.Where(f => f.Value is not null)];
    }
}
