namespace RelationSync.Domain.Targets;

/// <summary>
/// The contacts, or the leads, that a batch found, by the key they really have: what Salesforce found is compared again
/// here, an address without regard to case and a number as E.164 (R-W7). Build it once per batch.
/// </summary>
public sealed class TargetIndex
{
    private readonly Dictionary<CustomerKey, string[]> _ids;

    private TargetIndex(Dictionary<CustomerKey, string[]> ids) => _ids = ids;

    /// <summary>Nothing was found.</summary>
    public static TargetIndex Empty { get; } = new([]);

    /// <param name="hits">In any order; the same record may be there more than once.</param>
    public static TargetIndex Of(IReadOnlyCollection<TargetHit> hits)
    {
        if (hits.Count == 0)
        {
            return Empty;
        }

        var found = new Dictionary<CustomerKey, List<TargetHit>>();
        var numbers = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var hit in hits.DistinctBy(hit => hit.Id))
        {
            foreach (var email in EmailAddress.All(hit.Email).Distinct())
            {
                Add(CustomerKeyKind.Email, email, hit);
            }

            Add(CustomerKeyKind.Phone, NumberOf(hit.Phone), hit);
        }

        return new TargetIndex(found.ToDictionary(entry => entry.Key, entry => InOrder(entry.Value)));

        void Add(CustomerKeyKind kind, string? value, TargetHit hit)
        {
            if (value is null)
            {
                return;
            }

            var key = new CustomerKey(kind, value);
            if (!found.TryGetValue(key, out var list))
            {
                found.Add(key, list = []);
            }

            list.Add(hit);
        }

        // Reading a number is the costly part, and a company's many contacts share one.
        string? NumberOf(string? phone)
        {
            if (phone is null)
            {
                return null;
            }

            if (!numbers.TryGetValue(phone, out var number))
            {
                numbers.Add(phone, number = PhoneNumber.TryParse(phone));
            }

            return number;
        }
    }

    /// <summary>Ids of those that have the key: the oldest first, then by id (R-W8).</summary>
    public IReadOnlyList<string> IdsOf(CustomerKey key) => _ids.TryGetValue(key, out var ids) ? ids : [];

    /// <summary>The same with what is remembered of keys that were not asked for; what was found just now counts first.</summary>
    public TargetIndex With(IEnumerable<KeyValuePair<CustomerKey, IReadOnlyList<string>>> remembered)
    {
        var ids = new Dictionary<CustomerKey, string[]>(_ids);
        foreach (var (key, known) in remembered)
        {
            ids.TryAdd(key, [.. known]);
        }

        return new TargetIndex(ids);
    }

    private static string[] InOrder(List<TargetHit> hits) =>
        [.. hits.OrderBy(hit => hit.CreatedDate).ThenBy(hit => hit.Id, StringComparer.Ordinal).Select(hit => hit.Id)];
}
