using RelationSync.Domain.Operations;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Notifications;

/// <summary>That Re:lation's API can't be read is told once for each inbox that is read from it, and its recovery once.</summary>
[Trait("Rule", "R-P2")]
public sealed class SourceEpisodeTests : NotificationsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [StoreTheory]
    [InlineData(RelationTenantState.TokenRefused, NotifiedCondition.RelationTokenRefused)]
    [InlineData(RelationTenantState.ApiChanged, NotifiedCondition.RelationApiChanged)]
    public async Task Tenant_StoppedByItsState_IsToldOnceAndItsRecoveryOnce(RelationTenantState state, NotifiedCondition condition)
    {
        Fixture.AddListener();
        var inbox = Read("support", "サポート");
        Fixture.Rows.AddConnection(inbox);
        Change(state, TestStore.Now.AddMinutes(-3), offset: TimeSpan.FromSeconds(30));

        await Fixture.EvaluateAsync();
        await Fixture.EvaluateAsync(TimeSpan.FromHours(2));
        var began = Assert.Single(Assert.Single(Fixture.Told));
        Assert.Equal((condition, NotifiedPhase.Began, "サポート", TestStore.Now.AddMinutes(-3).AddSeconds(-30)), (began.Condition, began.Phase, began.InboxName, began.Since));

        Change(RelationTenantState.Active, null);
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);
        Assert.Equal([(condition, NotifiedPhase.Recovered)], Fixture.Told[1].Select(t => (t.Condition, t.Phase)));
    }

    /// <summary>Maintenance is no incident.</summary>
    [StoreFact]
    public async Task Relation_NotThere_IsToldAfterHalfAnHour()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Read("support", "サポート"));
        Change(RelationTenantState.Unavailable, TestStore.Now);

        await Fixture.EvaluateAsync(ListStoppedSources.LongestMaintenance - Minute);
        Assert.Empty(Fixture.Told);
        await Fixture.EvaluateAsync(Minute);

        Assert.Equal(NotifiedCondition.RelationUnavailable, Assert.Single(Assert.Single(Fixture.Told)).Condition);
    }

    [StoreFact]
    public async Task Box_ThatIsGone_IsTold()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Read("support", "サポート"));
        Fixture.Change<RelationBox>(b => (b.Fault, b.CompleteThrough) = (RelationBoxFault.Gone, TestStore.Now.AddHours(-1)));

        await Fixture.EvaluateAsync();

        var fact = Assert.Single(Assert.Single(Fixture.Told));
        Assert.Equal((NotifiedCondition.RelationBoxClosed, TestStore.Now.AddHours(-1)), (fact.Condition, fact.Since));
    }

    [StoreFact]
    public async Task Inbox_ThatIsPushed_HasNothingToTell()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Read("support", "サポート", SourceOwner.Push));
        Change(RelationTenantState.TokenRefused, TestStore.Now.AddHours(-1));

        await Fixture.EvaluateAsync();

        Assert.Empty(Fixture.Told);
    }

    /// <summary>What is no longer looked at hasn't recovered: nobody knows.</summary>
    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Source_TurnedOffMeanwhile_IsNoRecovery(bool byPause)
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Read("support", "サポート"));
        Change(RelationTenantState.TokenRefused, TestStore.Now.AddHours(-1));
        await Fixture.EvaluateAsync();

        if (byPause)
        {
            Fixture.Change<RelationBox>(b => b.StoppedAt = TestStore.Now);
        }
        else
        {
            Fixture.Change<Inbox>(i => i.Sources = Sources(SourceOwner.Push));
        }

        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);
        Assert.Equal([NotifiedPhase.Began, NotifiedPhase.Removed], Fixture.Told.Select(t => t[0].Phase));
    }

    private static InboxSources Sources(SourceOwner owner)
    {
        FamilySource source = new(owner, owner);
        return new InboxSources(source, source, source, source);
    }

    private Inbox Read(string key, string name, SourceOwner owner = SourceOwner.Api)
    {
        Inbox inbox = new()
        {
            Key = key,
            Name = name,
            TimeZone = "Asia/Tokyo",
            SecretProtected = "-",
            CreatedAt = TestStore.Now,
            SyncFrom = TestStore.Now.AddDays(-1),
            Sources = Sources(owner),
        };
        Fixture.Rows.Save(inbox);
        Fixture.Rows.Save(new RelationTenant { Subdomain = "acme", TokenProtected = "-" });
        Fixture.Rows.Save(new RelationBox { InboxId = inbox.Id, Subdomain = "acme", BoxId = 1, DefaultOperator = "desk@example.com" });
        return inbox;
    }

    private void Change(RelationTenantState state, DateTimeOffset? since, TimeSpan offset = default) =>
        Fixture.Change<RelationTenant>(t => (t.State, t.StateSince, t.ClockOffsetTicks) = (state, since, offset.Ticks));
}
