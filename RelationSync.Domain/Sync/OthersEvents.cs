namespace RelationSync.Domain.Sync;

/// <summary>What of an org's Events is another action's, or may be.</summary>
/// <param name="Taken">Ids of Events that an action has already.</param>
/// <param name="UnderWay">What other drains, of whatever process, are just writing there without the marker.</param>
public sealed record OthersEvents(IReadOnlySet<string> Taken, IReadOnlyList<WriteUnderWay> UnderWay);
