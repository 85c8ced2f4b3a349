using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Sync;

/// <summary>
/// What a batch doesn't ask for because the cache has it. Kept until its answer comes: the cache may have forgotten it by
/// then, and nobody would have asked.
/// </summary>
internal sealed class Recollection(LookUpCache cache)
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<CustomerKey, IReadOnlyList<string>> _contacts = [];
    private readonly Dictionary<CustomerKey, IReadOnlyList<string>> _leads = [];
    private readonly Dictionary<string, IReadOnlyList<OpportunityRole>> _roles = new(StringComparer.Ordinal);

    /// <inheritdoc cref="LookUpCache.Owner"/>
    public string? Owner(string email) => Recall(_owners, email, cache.Owner);

    /// <inheritdoc cref="LookUpCache.Contacts"/>
    public IReadOnlyList<string>? Contacts(CustomerKey key) => Recall(_contacts, key, cache.Contacts);

    /// <inheritdoc cref="LookUpCache.Leads"/>
    public IReadOnlyList<string>? Leads(CustomerKey key) => Recall(_leads, key, cache.Leads);

    /// <inheritdoc cref="LookUpCache.Roles"/>
    public IReadOnlyList<OpportunityRole>? Roles(string contactId) => Recall(_roles, contactId, cache.Roles);

    private static TValue? Recall<TKey, TValue>(Dictionary<TKey, TValue> recalled, TKey key, Func<TKey, TValue?> remembered)
        where TKey : notnull
        where TValue : class
    {
        if (!recalled.TryGetValue(key, out var value) && remembered(key) is { } known)
        {
            recalled[key] = value = known;
        }

        return value;
    }
}
