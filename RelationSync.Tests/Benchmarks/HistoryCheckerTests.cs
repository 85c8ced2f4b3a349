using RelationSync.Benchmarks.Histories;

namespace RelationSync.Tests.Benchmarks;

/// <summary>What the checker of histories says of ends that a broken product would come to.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly TimeSpan At = TimeSpan.FromSeconds(10);

    private readonly HistoryOrgKind _kind = new(HasMarker: false, SeesAll: true, Tells: true, CutsSeconds: false, Licences: 2, TwoUsers: false,
        HasStranger: false);
    private readonly HistoryActivity _mail = new HistoryScript(new Random(1)).Mail(1, 1, At, HistoryPeople.Customers[0], HistoryPeople.Known);

    [Fact]
    public void Check_OneEventOfOneMail_NothingIsWrong() => Assert.Empty(Check([Event()], [Action()]));

    [Fact]
    [Trait("Rule", "R-D1")]
    public void Check_TwoEventsOfOneMail_IsDoubled() =>
        Assert.Contains(Check([Event(), Event() with { Id = "e2" }], [Action()]), p => p.Contains("doubled", StringComparison.Ordinal));

    [Fact]
    [Trait("Rule", "R-D1")]
    public void Check_SecondEventDeletedAgain_IsDoubledAllTheSame() =>
        Assert.Contains(Check([Event(), Event() with { Id = "e2", IsDeleted = true }], [Action()]),
            p => p.Contains("doubled", StringComparison.Ordinal));

    [Fact]
    public void Check_NoEventAndNoAction_IsLost() => Assert.Contains(Check([], []), p => p.Contains("lost", StringComparison.Ordinal));

    [Fact]
    public void Check_SyncedWithAnEventThatIsNotThere_IsSaid() =>
        Assert.Contains(Check([], [Action()]), p => p.Contains("isn't its Event", StringComparison.Ordinal));

    [Fact]
    [Trait("Rule", "R-D2")]
    public void Check_OutcomeUnknownWhereAllIsSeen_IsForNoReason() =>
        Assert.Contains(Check([], [Failed()], [new HistoryEntry(Failed().Id, "OUTCOME_UNKNOWN", true)]),
            p => p.Contains("no reason", StringComparison.Ordinal));

    [Fact]
    [Trait("Rule", "R-D2")]
    public void Check_OutcomeUnknownWhereNotAllIsSeen_NothingIsWrong()
    {
        List<HistoryEntry> log = [new(Failed().Id, "OUTCOME_UNKNOWN", true)];

        Assert.Empty(Check([], [Failed()], log, _kind with { SeesAll = false }, calmFrom: At * 2));
    }

    [Fact]
    [Trait("Rule", "R-E1")]
    public void Check_FailedWithoutAnEntry_IsSaid() => Assert.NotEmpty(Check([], [Failed()], [], _kind with { SeesAll = false }));

    [Fact]
    [Trait("Rule", "R-O2")]
    public void Check_OwnedBySomebodyElse_IsSaid() => Assert.Contains(Check([Event() with { OwnerId = HistoryPeople.Connecting[0] }], [Action()]), p => p.Contains("owner", StringComparison.Ordinal));

    [Fact]
    [Trait("Rule", "R-T12")]
    public void Check_SixMinutesAfterItWasTaken_IsLate() =>
        Assert.Contains(Check([Event() with { CreatedAt = HistoryClock.Start + At + TimeSpan.FromMinutes(6) }], [Action()]),
            p => p.Contains("late", StringComparison.Ordinal));

    [Fact]
    [Trait("Rule", "R-D1")]
    public void Check_StrangersEventChanged_IsTouched()
    {
        var before = Event() with { Id = "s1", IsStrangers = true };

        Assert.Contains(Check([Event(), before with { OwnerId = "somebody" }], [Action()], strangers: [before]),
            p => p.Contains("touched", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Check_EventOfACancelledSendStands_IsNotToBeSynced()
    {
        var cancelled = _mail with { Wishes = [_mail.Wishes[0] with { IsWanted = false }] };

        Assert.Contains(Check([Event()], [Action()], activity: cancelled), p => p.Contains("not to be synced", StringComparison.Ordinal));
        Assert.Empty(Check([Event()], [Action()], [new HistoryEntry(Action().Id, "CANCELLED_LATE", false)], activity: cancelled));
    }

    [Fact]
    public void Check_LeftPending_IsSaid() =>
        Assert.Contains(Check([Event()], [Action() with { Status = "pending" }]), p => p.Contains("still pending", StringComparison.Ordinal));

    private static HistoryAction Action() => new(new Guid("00000000-0000-0000-0000-000000000001"), "a1", "synced", "e1", null);

    private static HistoryAction Failed() => Action() with { Status = "failed", EventId = null, LastError = "OUTCOME_UNKNOWN" };

    private HistoryEvent Event()
    {
        var wish = _mail.Wishes[0];
        return new HistoryEvent(
            "e1", null, wish.Subject, HistoryClock.Start + wish.Start, HistoryClock.Start + wish.End, wish.Token, HistoryPeople.KnownId, wish.WhoId,
                HistoryPeople.Connecting[0],
            HistoryClock.Start + At + TimeSpan.FromMinutes(2));
    }

    private IReadOnlyList<string> Check(
        IReadOnlyList<HistoryEvent> events,
        IReadOnlyList<HistoryAction> actions,
        IReadOnlyList<HistoryEntry>? log = null,
        HistoryOrgKind? kind = null,
        IReadOnlyList<HistoryEvent>? strangers = null,
        HistoryActivity? activity = null,
        TimeSpan calmFrom = default)
    {
        Dictionary<string, TimeSpan> taken = new() { ["a1-0"] = At };
        Dictionary<string, IReadOnlyList<string>> users = [];
        return new HistoryChecker(new HistoryEnd(
            kind ?? _kind, [activity ?? _mail], taken, calmFrom, events, strangers ?? [], users, actions, log ?? [])).Check();
    }
}
