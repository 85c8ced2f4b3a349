namespace RelationSync.Domain.Operations;

/// <summary>Who owns a family of an inbox, and who did before (R-P1).</summary>
/// <param name="Owner">From <paramref name="Since"/> on.</param>
/// <param name="Former">Until then.</param>
/// <param name="Since">The handover; null: there was none.</param>
public readonly record struct FamilySource(SourceOwner Owner, SourceOwner Former = SourceOwner.Push, DateTimeOffset? Since = null)
{
    /// <summary>So far from the handover on either side, the clocks of both sources may take one message for different ones.</summary>
    public static readonly TimeSpan HandoverMargin = TimeSpan.FromMinutes(5);

    /// <summary>Whose what happened then is.</summary>
    public SourceOwner At(DateTimeOffset occurredAt) => occurredAt < Since ? Former : Owner;

    public bool IsNearHandover(DateTimeOffset occurredAt) => Since is { } since && (occurredAt - since).Duration() <= HandoverMargin;

    /// <summary>The same with another owner from that moment on.</summary>
    public FamilySource HandOver(SourceOwner owner, DateTimeOffset at) => owner == Owner ? this : new FamilySource(owner, Owner, at);
}
