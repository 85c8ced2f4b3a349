namespace RelationSync.Simulator.Soql;

/// <summary>The order of two values of one field.</summary>
internal static class ValueOrder
{
    public static int Compare(object left, object right) => (left, right) switch
    {
        (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
        (DateTime a, DateTime b) => a.CompareTo(b),
        (DateOnly a, DateOnly b) => a.CompareTo(b),
        (long a, long b) => a.CompareTo(b),
        (long a, double b) => ((double)a).CompareTo(b),
        (double a, double b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        _ => 0,
    };
}
