namespace RelationSync.Benchmarks.Histories;

/// <summary>Who is in the org of a history.</summary>
internal static class HistoryPeople
{
    public const string OrgId = "00D000000000001AAA";

    /// <summary>The users who connected the inboxes.</summary>
    public static readonly string[] Connecting = ["005000000000001AAA", "005000000000002AAA"];

    /// <summary>An operator whom the org knows.</summary>
    public const string Known = "sato@example.com";

    public const string KnownId = "005000000000003AAA";

    /// <summary>Operators whom it doesn't.</summary>
    public static readonly string[] Unknown = ["suzuki@example.com", "tanaka@example.com"];

    public static readonly HistoryCustomer[] Customers =
    [
        new("mori@customer.example", "0312345678", "003000000000001AAA"),
        new("ueda@customer.example", "0312345679", "00Q000000000001AAA"),
        new("nobody@customer.example", "0312345670", null),
    ];
}

/// <param name="WhoId">Contact or lead; null: the org doesn't know this customer.</param>
internal sealed record HistoryCustomer(string Email, string Phone, string? WhoId);
