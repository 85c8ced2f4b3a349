using RelationSync.Domain.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Figures;

/// <summary>
/// Whether all is well, decided here and nowhere else: every page shows this. It says that there is nothing to do only
/// where no Event is missing; what was resolved without an Event stays named, and turns nothing green.
/// </summary>
/// <param name="Sentence">How today went, in one sentence.</param>
/// <param name="Missing">All inboxes together.</param>
/// <param name="Matters">What somebody should know of, the gravest first.</param>
public sealed record Verdict(VerdictSentence Sentence, MissingActions Missing, ValueList<Matter> Matters)
{
    /// <summary>Nothing is the matter, as far as a person can help it.</summary>
    public bool NothingToDo => Matters.Count == 0;

    /// <summary>Green: nothing is the matter, and nothing was late.</summary>
    public bool IsWell => NothingToDo && Sentence is VerdictSentence.AllOnTime or VerdictSentence.NothingYet;

    /// <summary>What is the matter with one inbox.</summary>
    public IEnumerable<Matter> Of(long inboxId) => Matters.Where(m => m.Inbox.Id == inboxId);

    /// <summary>Decides.</summary>
    /// <param name="inboxes">All but test inboxes.</param>
    /// <param name="sla">How today's Events met the promise.</param>
    public static Verdict Of(IReadOnlyCollection<InboxSnapshot> inboxes, SlaView sla)
    {
        var missing = inboxes.Aggregate(MissingActions.None, (sum, i) => sum + i.Missing);
        return new Verdict(SentenceOf(missing, sla), missing, [.. inboxes.SelectMany(MattersOf).OrderBy(m => m.Kind).ThenByDescending(m => m.Count)]);
    }

    private static VerdictSentence SentenceOf(MissingActions missing, SlaView sla) =>
        missing.Today > 0 ? VerdictSentence.MissingToday
        : missing.Earlier > 0 ? VerdictSentence.MissingEarlier
        : sla.Synced == 0 ? VerdictSentence.NothingYet
        : sla.Late > 0 ? VerdictSentence.SomeLate
        : VerdictSentence.AllOnTime;

    private static IEnumerable<Matter> MattersOf(InboxSnapshot inbox)
    {
        if (HoldUp(inbox) is { } heldUp)
        {
            yield return heldUp;
        }

        if (inbox.Stopped is { } stopped)
        {
            yield return Of(inbox, MatterKind.Unread, 0, stopped.Since) with { Unread = stopped.Why };
        }

        if (inbox.Counts.Failed > 0)
        {
            var kind = inbox.Missing.Resolved >= inbox.Counts.Failed ? MatterKind.Resolved : MatterKind.Failed;
            yield return Of(inbox, kind, inbox.Counts.Failed, null) with { Resolved = inbox.Missing.Resolved };
        }

        if (inbox.Silence is { } silence)
        {
            yield return Of(inbox, MatterKind.Silent, 0, silence.QuietSince);
        }

        if (inbox.Nobody.HasJumped)
        {
            yield return Of(inbox, MatterKind.NobodyFound, inbox.Nobody.Nobody, null) with { Nobody = inbox.Nobody };
        }

        if (inbox.Missing.CatchingUp > 0)
        {
            yield return Of(inbox, MatterKind.CatchingUp, inbox.Missing.CatchingUp, null);
        }
    }

    /// <summary>Why actions of the inbox wait, or would; null: they don't.</summary>
    private static Matter? HoldUp(InboxSnapshot inbox)
    {
        var late = inbox.Missing.Waiting;
        return inbox.Connection switch
        {
            null => inbox.Counts.Pending + inbox.Counts.Syncing + late > 0
                ? Of(inbox, MatterKind.NotConnected, inbox.Counts.Pending > 0 ? inbox.Counts.Pending : late, inbox.Missing.OldestAt ?? inbox.Counts.OldestPendingAt)
                    with { IsOnlyLate = inbox.Counts.Pending == 0 }
                : null,
            { State: ConnectionState.AuthorizationExpired } c => Of(inbox, MatterKind.Expired, inbox.Counts.Pending, c.Org.GoneAt),
            { State: ConnectionState.Blocked } c => Of(inbox, MatterKind.Blocked, inbox.Counts.Pending, c.Org.BlockedAt),
            { State: ConnectionState.LimitReached, IsHeldByBudget: true } c => Of(inbox, MatterKind.OverBudget, inbox.Counts.Pending, c.Budget.HeldSince),
            { State: ConnectionState.LimitReached } c => Of(inbox, MatterKind.Limited, inbox.Counts.Pending, c.LimitSince),
            { State: ConnectionState.Paused } c when late > 0 => Of(inbox, MatterKind.Paused, late, c.PausedAt),
            { State: ConnectionState.Active } when late > 0 => Of(inbox, MatterKind.Late, late, inbox.Missing.OldestAt),
            _ => null,
        };
    }

    private static Matter Of(InboxSnapshot inbox, MatterKind kind, int count, DateTimeOffset? since) => new(kind, inbox.Inbox, inbox.Connection?.Id, count, since);
}

/// <summary>The one sentence about today: the first that holds.</summary>
public enum VerdictSentence
{
    /// <summary>Of today's actions some have no Event though they should.</summary>
    MissingToday,

    /// <summary>Today is complete; of earlier days some have no Event.</summary>
    MissingEarlier,

    /// <summary>No Event was due yet.</summary>
    NothingYet,

    /// <summary>All are there, some took longer than the five minutes.</summary>
    SomeLate,

    /// <summary>All are there within the five minutes.</summary>
    AllOnTime,
}
