using RelationSync.Domain.Actions;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>All that one batch came to; stored in one transaction, under the lease's fence.</summary>
public sealed class BatchResult
{
    public List<Settlement> Settlements { get; } = [];

    /// <summary>Episodes that go on; each is logged where it is new, and its last try noted.</summary>
    public List<EpisodeNote> Episodes { get; } = [];

    public List<EpisodeKey> EndedEpisodes { get; } = [];

    /// <summary>The longest Event the org was found to allow, in minutes.</summary>
    public int? LearntCeilingMinutes { get; set; }

    /// <summary>What the org allows, where it was read anew.</summary>
    public OrgCapabilities? Capabilities { get; set; }

    /// <summary>The values of <c>Type</c>, where some were added.</summary>
    public IReadOnlySet<string>? Types { get; set; }

    /// <summary>Fields of Event that a refusal named as not to be written.</summary>
    public HashSet<string> RefusedFields { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of them that the connecting user doesn't see either.</summary>
    public HashSet<string> HiddenFields { get; } = new(StringComparer.Ordinal);

    /// <summary>What keeps the whole connection from going on, or null.</summary>
    public SalesforceFailure? Stop { get; set; }

    /// <summary>Salesforce took a call: a limit that held us up is over.</summary>
    public bool WentThrough { get; set; }
}
