using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>
/// What a reader of a tenant knows between two requests. Nothing in it is needed to go on after a restart: the store says
/// what is to be done, and the first answer says how much of the limit is left.
/// </summary>
internal sealed class TenantSession(RelationTenant stored, string token, TimeProvider clock)
{
    private const double SpareShare = 0.3;
    private const int MostRefusals = 100;

    private static readonly TimeSpan LaneWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReadsWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RushWindow = TimeSpan.FromMinutes(1);

    private readonly Dictionary<RelationLane, Queue<DateTimeOffset>> _lanes = [];
    private readonly Queue<DateTimeOffset> _reads = new();
    private readonly HashSet<string> _mentions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Call, string? Message)> _refusals = [];
    private readonly DateTimeOffset _since = clock.GetUtcNow() + TimeSpan.FromTicks(stored.ClockOffsetTicks);

    public string Subdomain { get; } = stored.Subdomain;

    public string Token { get; } = token;

    /// <summary>The token as it is stored: another one needs another session.</summary>
    public string TokenProtected { get; } = stored.TokenProtected;

    public ClockOffset Offset { get; } = new(TimeSpan.FromTicks(stored.ClockOffsetTicks));

    public RateBudget Rate { get; } = new(
        new RateState(stored.Limit > 0 ? stored.Limit : RateBudget.UsualLimit, stored.Remaining, stored.ResetAt, stored.OthersPerMinute, stored.PausedUntil),
        clock.GetUtcNow() + TimeSpan.FromTicks(stored.ClockOffsetTicks));

    public ReadingOrder Order { get; } = new();

    public UserDirectory Users { get; private set; } = UserDirectory.Empty;

    public DateTimeOffset? UsersReadAt { get; private set; } = stored.UsersReadAt;

    public bool SearchesByUpdate { get; set; } = stored.SearchesByUpdate;

    public bool RefusesSpam { get; set; } = stored.RefusesSpam;

    public HashSet<string> KnownMembers { get; } = Words(stored.KnownMembers);

    public HashSet<string> PromisingMembers { get; } = Words(stored.PromisingMembers);

    /// <summary>Re:lation's time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() + Offset.Value;

    /// <summary>Our time of one of Re:lation's.</summary>
    public DateTimeOffset Ours(DateTimeOffset theirs) => theirs - Offset.Value;

    /// <summary>Tickets read per minute: the average of ten minutes, or of the last one if that is more, so that a rush counts at once.</summary>
    public double ReadsPerMinute
    {
        get
        {
            Forget(_reads, ReadsWindow);
            var (now, observed) = (Now, Now - _since < ReadsWindow ? Now - _since : ReadsWindow);
            return Math.Max(_reads.Count(at => now - at < RushWindow), _reads.Count / Math.Max(1, observed.TotalMinutes));
        }
    }

    /// <summary>True if reads beyond what changed leave enough for what will.</summary>
    public bool HasReadsToSpare => ReadsPerMinute <= Rate.Available * SpareShare;

    /// <summary>True the first time that Re:lation refuses this kind of call with this message.</summary>
    public bool IsNewRefusal(string call, string? message) => _refusals.Count < MostRefusals && _refusals.Add((call, message));

    public void Read() => _reads.Enqueue(Now);

    /// <summary>True if a lane may make another request this minute.</summary>
    public bool HasRoom(RelationLane lane, int perMinute)
    {
        var queue = Lane(lane);
        Forget(queue, LaneWindow);
        return queue.Count < perMinute;
    }

    public void Used(RelationLane lane) => Lane(lane).Enqueue(Now);

    public void TakeUsers(IEnumerable<ApiUser> users, DateTimeOffset? readAt)
    {
        var all = users.ToList();
        Users = new UserDirectory(all);
        UsersReadAt = readAt;
        _mentions.Clear();
        _mentions.UnionWith(all.Select(u => u.Mention));
    }

    /// <summary>True if the tenant's users, as they were last read, have nobody of that mention.</summary>
    public bool IsUnknown(string? mention) => mention is not null && !_mentions.Contains(mention.TrimStart('@'));

    /// <summary>Into the tenant's row, within the write of whatever was read.</summary>
    public void SaveTo(RelationTenant tenant)
    {
        var rate = Rate.State;
        (tenant.Limit, tenant.Remaining, tenant.ResetAt, tenant.OthersPerMinute, tenant.PausedUntil) =
            (rate.Limit, rate.Remaining, rate.ResetAt, rate.OthersPerMinute, rate.PausedUntil);
        tenant.ClockOffsetTicks = Offset.Value.Ticks;
        (tenant.SearchesByUpdate, tenant.RefusesSpam) = (SearchesByUpdate, RefusesSpam);
        (tenant.KnownMembers, tenant.PromisingMembers) = (string.Join(' ', KnownMembers.Order(StringComparer.Ordinal)), string.Join(' ', PromisingMembers.Order(StringComparer.Ordinal)));
    }

    private static HashSet<string> Words(string stored) => new(stored.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private Queue<DateTimeOffset> Lane(RelationLane lane)
    {
        if (!_lanes.TryGetValue(lane, out var queue))
        {
            _lanes.Add(lane, queue = new Queue<DateTimeOffset>());
        }

        return queue;
    }

    private void Forget(Queue<DateTimeOffset> queue, TimeSpan window)
    {
        while (queue.TryPeek(out var oldest) && Now - oldest >= window)
        {
            queue.Dequeue();
        }
    }
}
