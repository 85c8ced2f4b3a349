using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Notifications;

public sealed class EpisodeTests : NotificationsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [StoreFact]
    [Trait("Rule", "R-A7")]
    public async Task App_Blocked_IsToldOnceAndItsRecoveryOnce()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.Authorization.BlockedAt = TestStore.Now.AddMinutes(-3));

        await Fixture.EvaluateAsync();
        await Fixture.EvaluateAsync(Minute);
        Fixture.Change<Authorization>(a => a.BlockedAt = null);
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);

        Assert.Equal(
            [(NotifiedCondition.Blocked, NotifiedPhase.Began), (NotifiedCondition.Blocked, NotifiedPhase.Recovered)],
            Fixture.Told.Select(t => (Assert.Single(t).Condition, t[0].Phase)));
    }

    [StoreFact]
    [Trait("Rule", "R-A4")]
    public async Task Authorization_Gone_IsToldOnceAndItsRecoveryOnce()
    {
        Fixture.AddListener();
        var inbox = Fixture.Rows.AddInbox("support", name: "サポート");
        Fixture.Rows.AddConnection(inbox, c => c.Authorization.GoneAt = TestStore.Now.AddMinutes(-3));

        await Fixture.EvaluateAsync();
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(TimeSpan.FromHours(30));

        var fact = Assert.Single(Assert.Single(Fixture.Told));
        Assert.Equal((NotifiedCondition.AuthorizationGone, NotifiedPhase.Began, "サポート"), (fact.Condition, fact.Phase, fact.InboxName));
        Assert.Equal(TestStore.Now.AddMinutes(-3), fact.Since);

        Fixture.Change<Authorization>(a => a.GoneAt = null);
        var well = Fixture.Time.GetUtcNow() + Minute;
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter - TimeSpan.FromSeconds(1));
        Assert.Single(Fixture.Told);

        await Fixture.EvaluateAsync(TimeSpan.FromSeconds(1));
        await Fixture.EvaluateAsync(Minute);

        var recovered = Assert.Single(Fixture.Told[1]);
        Assert.Equal((2, NotifiedPhase.Recovered, well), (Fixture.Told.Count, recovered.Phase, recovered.Until));
    }

    [StoreFact]
    public async Task Episode_OverARestart_IsNotToldAgain()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.LimitSince = TestStore.Now);
        await Fixture.EvaluateAsync();

        await Fixture.RestartAsync();
        await Fixture.EvaluateAsync(Minute);

        Assert.Equal(NotifiedCondition.LimitReached, Assert.Single(Assert.Single(Fixture.Told)).Condition);
    }

    [StoreFact]
    [Trait("Rule", "R-L1")]
    public async Task Limit_ThatComesAndGoes_IsOneEpisode()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.LimitSince = TestStore.Now);
        for (var i = 0; i < 6; i++)
        {
            await Fixture.EvaluateAsync(Minute);
            Fixture.Change<Connection>(c => c.LimitSince = null);
            await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter - Minute);
            Fixture.Change<Connection>(c => c.LimitSince = Fixture.Time.GetUtcNow());
        }

        Assert.Single(Fixture.Told);
        Assert.Equal(1, Fixture.Read(db => db.NotificationEpisodes.Count(e => e.Condition == NotifiedCondition.LimitReached)));
    }

    [StoreFact]
    public async Task Limit_AfterItsRecovery_IsANewEpisode()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.LimitSince = TestStore.Now);
        await Fixture.EvaluateAsync();
        Fixture.Change<Connection>(c => c.LimitSince = null);
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);
        Fixture.Change<Connection>(c => c.LimitSince = Fixture.Time.GetUtcNow());
        await Fixture.EvaluateAsync(Minute);

        Assert.Equal([NotifiedPhase.Began, NotifiedPhase.Recovered, NotifiedPhase.Began], Fixture.Told.Select(t => Assert.Single(t).Phase));
    }

    [StoreFact]
    public async Task Begins_WithinOneEvaluation_GoInOneMessageToEachReceiver()
    {
        Fixture.AddListener(s => s.Recipients = "ops@example.com\nlead@example.com");
        Fixture.Rows.Save(Webhook());
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.Authorization.GoneAt = TestStore.Now);
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("sales"), c => c.LimitSince = TestStore.Now);

        await Fixture.EvaluateAsync();

        Assert.Equal(["ops@example.com", "lead@example.com", "hooks.test"], Fixture.Deliveries.Select(d => d.Receiver));
        Assert.All(Fixture.Told, t => Assert.Equal([NotifiedCondition.AuthorizationGone, NotifiedCondition.LimitReached], t.Select(f => f.Condition)));
        Assert.Equal(3, Fixture.Deliveries.Select(d => d.Id).Distinct().Count());
    }

    [StoreFact]
    public async Task Begin_WithNobodyToTell_IsToldOnceThereIs()
    {
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.Authorization.GoneAt = TestStore.Now);
        await Fixture.EvaluateAsync();
        Assert.Empty(Fixture.Told);

        Fixture.AddListener();
        await Fixture.EvaluateAsync(Minute);

        Assert.Single(Fixture.Told);
    }

    [StoreFact]
    public async Task Condition_SwitchedOff_IsNotTold_NorItsRecovery()
    {
        Fixture.AddListener(s => s.TellAuthorization = false);
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.Authorization.GoneAt = TestStore.Now);
        await Fixture.EvaluateAsync();
        Fixture.Change<Authorization>(a => a.GoneAt = null);
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);

        Assert.Empty(Fixture.Told);
        Assert.All(Fixture.Read(db => db.NotificationEpisodes.ToList()), e => Assert.NotNull(e.EndedAt));
    }

    [StoreFact]
    public async Task Recovery_SwitchedOff_IsNotTold()
    {
        Fixture.AddListener(s => s.TellRecovery = false);
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.Authorization.GoneAt = TestStore.Now);
        await Fixture.EvaluateAsync();
        Fixture.Change<Authorization>(a => a.GoneAt = null);
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);

        Assert.Equal(NotifiedPhase.Began, Assert.Single(Assert.Single(Fixture.Told)).Phase);
    }

    [StoreFact]
    public async Task Connection_DeletedMeanwhile_EndsTheEpisodeAndSaysSo()
    {
        Fixture.AddListener();
        var connection = Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.Authorization.GoneAt = TestStore.Now);
        await Fixture.EvaluateAsync();
        using (var db = Fixture.Rows.CreateDbContext())
        {
            db.Connections.Remove(db.Connections.Single(c => c.Id == connection.Id));
            db.SaveChanges();
        }

        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);

        Assert.Equal([NotifiedPhase.Began, NotifiedPhase.Removed], Fixture.Told.Select(t => t[0].Phase));
    }

    [StoreFact]
    public async Task Limit_WhileTheAuthorizationIsGone_NeitherBeginsNorEnds()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.LimitSince = TestStore.Now);
        await Fixture.EvaluateAsync();
        Fixture.Change<Authorization>(a => a.GoneAt = Fixture.Time.GetUtcNow());
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(TimeSpan.FromHours(1));

        Assert.Equal([NotifiedCondition.LimitReached, NotifiedCondition.AuthorizationGone], Fixture.Told.Select(t => Assert.Single(t).Condition));
    }

    [StoreFact]
    public async Task Budget_UsedUp_IsToldByItself_AndSwitchedWithTheLimit()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.BudgetSince = TestStore.Now);
        await Fixture.EvaluateAsync();
        Assert.Equal(NotifiedCondition.BudgetReached, Assert.Single(Assert.Single(Fixture.Told)).Condition);

        Fixture.Change<NotificationSettings>(s => s.TellLimit = false);
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("sales"), c => c.BudgetSince = TestStore.Now);
        await Fixture.EvaluateAsync(Minute);
        Assert.Single(Fixture.Told);
    }

    [StoreFact]
    public async Task Clock_SetBack_DoesNotHoldUpTheRecovery()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"));
        Fixture.Rows.Save(new NotificationEpisode
        {
            Condition = NotifiedCondition.LimitReached,
            InboxId = 1,
            Since = TestStore.Now,
            ToldAt = TestStore.Now,
            WellSince = TestStore.Now.AddHours(1),
        });

        await Fixture.EvaluateAsync();
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);

        Assert.Equal(NotifiedPhase.Recovered, Assert.Single(Assert.Single(Fixture.Told)).Phase);
    }

    [StoreFact]
    public async Task Log_OlderThanItsTime_IsForgotten_ButNotWhatGoesOn()
    {
        Fixture.AddListener();
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support"), c => c.LimitSince = TestStore.Now);
        await Fixture.EvaluateAsync();
        Fixture.Change<NotificationDelivery>(d => d.Status = DeliveryStatus.Delivered);

        Fixture.Time.Advance(TimeSpan.FromDays(90));
        await Fixture.Get<ForgetOld>().RunAsync(default);
        Assert.Single(Fixture.Deliveries);

        Fixture.Time.Advance(Minute);
        await Fixture.Get<ForgetOld>().RunAsync(default);
        Assert.Empty(Fixture.Deliveries);
        Assert.Equal(2, Fixture.Read(db => db.NotificationEpisodes.Count(e => e.EndedAt == null)));
    }

    private static NotificationWebhook Webhook() => new()
    {
        Id = Guid.NewGuid(),
        Host = "hooks.test",
        UrlProtected = "-",
        SecretProtected = "-",
        CreatedAt = TestStore.Now,
    };
}
