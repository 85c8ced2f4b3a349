using System.Collections.Concurrent;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Sync;

/// <summary>
/// What was found in one org lately: owners for an hour, contacts, leads and Opportunities for <c>Sync:TargetCache</c>.
/// What was not found is never remembered. Ages run on the monotonic clock. Emptied when it grows past 50,000 entries.
/// </summary>
public sealed class LookUpCache(SyncSettings settings, TimeProvider clock)
{
    private const int Most = 50_000;
    private readonly ConcurrentDictionary<string, Entry<string>> _owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<CustomerKey, Entry<IReadOnlyList<string>>> _contacts = new();
    private readonly ConcurrentDictionary<CustomerKey, Entry<IReadOnlyList<string>>> _leads = new();
    private readonly ConcurrentDictionary<string, Entry<string>> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry<IReadOnlyList<OpportunityRole>>> _roles = new(StringComparer.Ordinal);

    /// <summary>The user who owns what that operator did, or null.</summary>
    public string? Owner(string email) => Get(_owners, email, settings.OwnerCache);

    public void KeepOwner(string email, string userId) => Put(_owners, email, userId);

    public void ForgetOwner(string email) => _owners.TryRemove(email, out _);

    /// <summary>Ids of the contacts that have the key, the oldest first; null: not known.</summary>
    public IReadOnlyList<string>? Contacts(CustomerKey key) => Get(_contacts, key, settings.TargetCache);

    public IReadOnlyList<string>? Leads(CustomerKey key) => Get(_leads, key, settings.TargetCache);

    /// <summary>The contact's Account; null: it has none, or that isn't known.</summary>
    public string? Account(string contactId) => Get(_accounts, contactId, settings.TargetCache);

    public void KeepAccount(string contactId, string accountId) => Put(_accounts, contactId, accountId);

    /// <summary>The contact's roles in open Opportunities; null: not known.</summary>
    public IReadOnlyList<OpportunityRole>? Roles(string contactId) => Get(_roles, contactId, settings.TargetCache);

    public void KeepContacts(CustomerKey key, IReadOnlyList<string> hits) => PutFound(_contacts, key, hits);

    public void KeepLeads(CustomerKey key, IReadOnlyList<string> hits) => PutFound(_leads, key, hits);

    public void KeepRoles(string contactId, IReadOnlyList<OpportunityRole> roles) => PutFound(_roles, contactId, roles);

    /// <summary>Forgets all that a refused reference may have come from.</summary>
    public void Forget(IEnumerable<CustomerKey> keys, IEnumerable<string> contactIds)
    {
        foreach (var key in keys)
        {
            _contacts.TryRemove(key, out _);
            _leads.TryRemove(key, out _);
        }

        foreach (var id in contactIds)
        {
            _roles.TryRemove(id, out _);
        }
    }

    private TValue? Get<TKey, TValue>(ConcurrentDictionary<TKey, Entry<TValue>> map, TKey key, TimeSpan lifetime)
        where TKey : notnull
        where TValue : class =>
        map.TryGetValue(key, out var entry) && clock.GetElapsedTime(entry.At) < lifetime ? entry.Value : null;

    private void PutFound<TKey, TItem>(ConcurrentDictionary<TKey, Entry<IReadOnlyList<TItem>>> map, TKey key, IReadOnlyList<TItem> found)
        where TKey : notnull
    {
        if (found.Count > 0)
        {
            Put(map, key, found);
        }
    }

    private void Put<TKey, TValue>(ConcurrentDictionary<TKey, Entry<TValue>> map, TKey key, TValue value)
        where TKey : notnull
        where TValue : class
    {
        if (map.Count >= Most)
        {
            map.Clear();
        }

        map[key] = new Entry<TValue>(value, clock.GetTimestamp());
    }

    private readonly record struct Entry<T>(T Value, long At);
}
