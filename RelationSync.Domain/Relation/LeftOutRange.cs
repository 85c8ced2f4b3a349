namespace RelationSync.Domain.Relation;

/// <summary>A pause of reading that an administrator chose not to catch up with. Times are Re:lation's.</summary>
/// <param name="Until">Exclusive.</param>
public readonly record struct LeftOutRange(DateTimeOffset From, DateTimeOffset Until)
{
    public bool Has(DateTimeOffset at) => From <= at && at < Until;
}
