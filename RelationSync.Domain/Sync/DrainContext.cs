namespace RelationSync.Domain.Sync;

/// <summary>What the steps of one drain share.</summary>
internal sealed class DrainContext(
    ISalesforceOrg org, ConnectionView connection, DrainMemory memory, SyncSettings settings, Backoff backoff, TimeProvider clock)
{
    private readonly Dictionary<EpisodeKey, DateTimeOffset> _episodes = new(connection.Episodes);
    private readonly Dictionary<EpisodeKey, EpisodeNote> _notes = [];
    private readonly Lock _gate = new();

    public ISalesforceOrg Org { get; } = org;

    public ConnectionView Connection { get; } = connection;

    public LookUpCache Cache { get; } = memory.CacheOf(connection.AuthorizationId);

    public BatchSizer Sizer { get; } = memory.SizerOf(connection.ConnectionId);

    public InDoubtWrites Doubts { get; } = memory.Doubts;

    /// <summary>Known from the first batch on, as the org is.</summary>
    public UnmarkedWriteGuard Writes => memory.WritesOf(Capabilities!.OrgId);

    public WallJumps Jumps { get; } = memory.Jumps;

    public SyncSettings Settings { get; } = settings;

    public Backoff Backoff { get; } = backoff;

    public TimeProvider Clock { get; } = clock;

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Known from the first batch on.</summary>
    public OrgCapabilities? Capabilities { get; set; } = connection.Capabilities;

    /// <summary>The longest Event that the org allows, as far as it was learnt.</summary>
    public int? CeilingMinutes { get; set; } = connection.CeilingMinutes;

    /// <summary>Whether an episode goes on that was tried within that time.</summary>
    public bool TriedWithin(EpisodeKey key, TimeSpan time)
    {
        lock (_gate)
        {
            return _episodes.TryGetValue(key, out var tried) && (Now - tried).Duration() < time;
        }
    }

    /// <summary>Takes note of an episode; it is logged where the store finds it new.</summary>
    public void Begin(EpisodeKey key)
    {
        lock (_gate)
        {
            _episodes[key] = Now;
        }
    }

    /// <inheritdoc cref="Begin(EpisodeKey)"/>
    public void Begin(EpisodeNote note)
    {
        lock (_gate)
        {
            _episodes[note.Key] = Now;
            _notes[note.Key] = note;
        }
    }

    /// <summary>The note of an episode that began in this drain, and so may not be logged yet.</summary>
    public EpisodeNote? NoteOf(EpisodeKey key)
    {
        lock (_gate)
        {
            return _notes.GetValueOrDefault(key);
        }
    }

    /// <summary>True where there was such an episode.</summary>
    public bool End(EpisodeKey key)
    {
        lock (_gate)
        {
            _notes.Remove(key);
            return _episodes.Remove(key);
        }
    }
}
