using RelationSync.Domain.Connections;

namespace RelationSync.Domain.Sync;

/// <summary>What a drain needs to know of its connection. Times are UTC.</summary>
/// <param name="Capabilities">As last read, or null where that is too long ago.</param>
/// <param name="CeilingMinutes">The longest Event the org was found to allow within the last day, or null.</param>
/// <param name="Episodes">What was logged already and goes on, with when it was last tried.</param>
public sealed record ConnectionView(
    Guid ConnectionId,
    Guid AuthorizationId,
    long InboxId,
    string InboxKey,
    ConnectionState State,
    DateTimeOffset? NextProbeAt,
    TargetKind Targets,
    bool LinkOpportunities,
    TimeZoneInfo Zone,
    OrgCapabilities? Capabilities,
    int? CeilingMinutes,
    IReadOnlyDictionary<EpisodeKey, DateTimeOffset> Episodes);
