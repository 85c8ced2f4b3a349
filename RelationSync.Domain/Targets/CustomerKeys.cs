using RelationSync.Domain.Actions;

namespace RelationSync.Domain.Targets;

/// <summary>The keys that the customers of an action are searched by (R-W1 to R-W7).</summary>
public static class CustomerKeys
{
    /// <summary>Each once, in the order of the rules. What can't be read as an address or a number is none.</summary>
    public static IReadOnlyList<CustomerKey> Of(ActionContent content)
    {
        var keys = new List<CustomerKey>();
        var seen = new HashSet<CustomerKey>();
        foreach (var customer in content.Customers)
        {
            Add(CustomerKeyKind.Email, EmailAddress.TryParse(customer.Email));
            Add(CustomerKeyKind.Phone, PhoneNumber.TryParse(customer.Phone));
        }

        return keys;

        void Add(CustomerKeyKind kind, string? value)
        {
            if (value is not null && seen.Add(new CustomerKey(kind, value)))
            {
                keys.Add(new CustomerKey(kind, value));
            }
        }
    }
}
