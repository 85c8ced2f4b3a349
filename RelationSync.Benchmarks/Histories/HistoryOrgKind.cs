namespace RelationSync.Benchmarks.Histories;

/// <summary>What kind of org it is.</summary>
/// <param name="HasMarker">Events bear a unique marker and are upserted by it.</param>
/// <param name="SeesAll">The connecting users have View All Data.</param>
/// <param name="Tells">They may ask whether they have it.</param>
/// <param name="CutsSeconds">The org keeps no seconds of an Event's times.</param>
/// <param name="Licences">How many integration users it has room for.</param>
/// <param name="TwoUsers">The second inbox was connected by another user of the same org.</param>
/// <param name="HasStranger">Somebody else has an Event that says the same as one of ours.</param>
internal sealed record HistoryOrgKind(bool HasMarker, bool SeesAll, bool Tells, bool CutsSeconds, int Licences, bool TwoUsers, bool HasStranger)
{
    public static HistoryOrgKind Of(Random random) =>
        new(random.Next(5) < 2, random.Next(3) > 0, random.Next(4) > 0, random.Next(3) == 0, random.Next(3), random.Next(2) == 0,
            random.Next(6) == 0);
}
