using RelationSync.Domain.Actions;

namespace RelationSync.Domain.Targets;

/// <summary>The keys that the customers of an action are searched by (R-W1 to R-W7).</summary>
public static class CustomerKeys
{
    /// <summary>Each once, in the order of the rules. What can't be read as an address or a number is none.</summary>
    public static IReadOnlyList<CustomerKey> Of(ActionContent content) => [.. Read(content).Distinct()];

    /// <summary>Only the first: a message may have hundreds of thousands of recipients, and reading a number takes time.</summary>
    public static CustomerKey? FirstOf(ActionContent content)
    {
        foreach (var key in Read(content))
        {
            return key;
        }

        return null;
    }

    private static IEnumerable<CustomerKey> Read(ActionContent content)
    {
        foreach (var customer in content.Customers)
        {
            foreach (var email in EmailAddress.All(customer.Email))
            {
                yield return new CustomerKey(CustomerKeyKind.Email, email);
            }

            if (PhoneNumber.TryParse(customer.Phone) is { } phone)
            {
                yield return new CustomerKey(CustomerKeyKind.Phone, phone);
            }
        }
    }
}
