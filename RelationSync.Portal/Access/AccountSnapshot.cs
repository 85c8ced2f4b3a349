using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Access;

/// <summary>What of an account every request asks for.</summary>
internal sealed record AccountSnapshot(Guid Id, string SecurityStamp, AccountRole Role, string? Language, string? Theme)
{
    public bool HasSecondFactor { get; init; }

    /// <summary>Its sessions that were signed out before their time was over, by <see cref="AccountClaims.SessionHash"/>.</summary>
    public IReadOnlySet<string> EndedSessions { get; init; } = new HashSet<string>();
}
