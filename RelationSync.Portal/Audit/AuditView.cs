using System.Text.Json;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Audit;

/// <summary>What is asked of the audit log; null leaves a matter open.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Act">What.</param>
/// <param name="From">Not before it.</param>
/// <param name="To">Before it.</param>
/// <param name="Search">Anywhere in who, what it was done to, the details and the address; without regard to case.</param>
/// <param name="Before">Only older entries than this one.</param>
/// <param name="After">Only newer ones than this, the nearest.</param>
public sealed record AuditQuery(
    string? Actor = null,
    AuditAct? Act = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Search = null,
    long? Before = null,
    long? After = null);

/// <summary>A page of the audit log, with the actors to choose from.</summary>
public sealed record AuditView(IReadOnlyList<AuditLine> Lines, bool HasNewer, bool HasOlder, IReadOnlyList<string> Actors, DateTimeOffset At);

/// <summary>An entry as it is shown.</summary>
public sealed record AuditLine(
    long Seq, DateTimeOffset At, string Actor, string? Address, AuditAct Act, string About, IReadOnlyList<KeyValuePair<string, string?>> Details)
{
    public static AuditLine Of(AuditEntry entry) => new(
        entry.Seq,
        entry.At,
        entry.Actor,
        entry.Address,
        entry.Act,
        entry.About,
        entry.DetailsJson is { } json ? [.. JsonSerializer.Deserialize<Dictionary<string, string?>>(json) ?? []] : []);
}
