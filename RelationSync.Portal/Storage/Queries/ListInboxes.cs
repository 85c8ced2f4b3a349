namespace RelationSync.Portal.Storage.Queries;

/// <summary>The inboxes by name, for filters.</summary>
public sealed class ListInboxes(Store store)
{
    public async Task<IReadOnlyList<InboxName>> RunAsync(CancellationToken cancellationToken)
    {
        var inboxes = await store.ReadAsync(InboxName.ReadAllAsync, cancellationToken);
        return [.. inboxes.Values.OrderBy(i => i.Name, StringComparer.CurrentCulture)];
    }
}
