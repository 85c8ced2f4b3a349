using RelationSync.Domain.Actions;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>What people do in Re:lation becomes actions by reading its API, once each.</summary>
[Trait("Rule", "R-P2")]
public sealed class PollTests : IDisposable
{
    private static readonly TimeSpan Minutes3 = TimeSpan.FromMinutes(3);

    private readonly RelationHarness _relation = new();

    [StoreFact]
    public async Task MailSent_BecomesAnActionOnce()
    {
        await StartAsync();
        _relation.Do("send", new TenantAct { By = "sato", Title = "お見積もり", To = "a@customer.example" });
        await _relation.PassAsync(Minutes3);

        var action = Assert.Single(await _relation.ActionsAsync());
        Assert.Equal(("mail", "お見積もり", RelationHarness.Desk), (action.Channel, action.Subject, action.OperatorEmail));

        _relation.Restart();
        await _relation.PassAsync(Minutes3);
        Assert.Single(await _relation.ActionsAsync());
    }

    [StoreFact]
    public async Task MemoCallAndChat_BecomeActions()
    {
        await StartAsync();
        _relation.Do("memo", new TenantAct { By = "sato", RespondedAt = _relation.Now.AddDays(-2) });
        _relation.Do("call", new TenantAct { By = "tanaka", Record = true });
        var chat = _relation.Do("utter", new TenantAct { By = "tanaka", Channel = "chatplus", Email = "v@customer.example" });
        await _relation.PassAsync(TimeSpan.FromMinutes(20));

        var actions = await _relation.ActionsAsync();
        Assert.Equal(["call", "chatplus", "record"], actions.Select(a => a.Channel).Order());
        Assert.DoesNotContain(actions, a => a.Status is ActionStatus.Half or ActionStatus.Cancelled);
        Assert.Equal("tanaka@example.com", actions.Single(a => a.Channel == "chatplus").OperatorEmail);

        _relation.Do("utter", new TenantAct { By = "sato", Ticket = chat.TicketId, Message = chat.MessageId });
        _relation.Do("end_chat", new TenantAct { By = "sato", Ticket = chat.TicketId, Message = chat.MessageId });
        await _relation.PassAsync(Minutes3);
        Assert.Equal(2, (await _relation.ActionsAsync()).Count(a => a.Channel == "chatplus"));
    }

    [StoreFact]
    [Trait("Rule", "R-T13")]
    public async Task BeforeTheConnection_NothingIsTaken()
    {
        _relation.Do("send");
        _relation.Do("schedule", new TenantAct { By = "sato", ScheduledFor = _relation.Now.AddMinutes(30) });
        _relation.Outbox.Clock.Advance(TimeSpan.FromMinutes(5));
        await StartAsync();
        await _relation.PassAsync(TimeSpan.FromMinutes(10));
        _relation.Do("dispatch", new TenantAct { Message = (await _relation.MessagesAsync()).Single(m => m.Action == "scheduled").MessageId });
        await _relation.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(await _relation.ActionsAsync());
    }

    [StoreFact]
    [Trait("Rule", "R-P3")]
    public async Task Outage_IsMadeUpFor()
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        for (var i = 0; i < 30; i++)
        {
            _relation.Do("send", new TenantAct { By = "sato", Title = $"件{i}" });
            _relation.Outbox.Clock.Advance(TimeSpan.FromMinutes(8));
        }

        _relation.Restart();
        await _relation.PassAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(30, (await _relation.ActionsAsync()).Select(a => a.Subject).Distinct().Count());
        Assert.Equal(30, (await _relation.ActionsAsync()).Count);
    }

    [StoreFact]
    [Trait("Rule", "R-P7")]
    public async Task AutomaticReply_IsListedAndNotTaken()
    {
        await StartAsync();
        var asked = _relation.Do("receive", new TenantAct());
        _relation.Do("auto_reply", new TenantAct { Ticket = asked.TicketId });
        await _relation.PassAsync(Minutes3);

        Assert.Empty(await _relation.ActionsAsync());
        Assert.Contains(await _relation.MessagesAsync(), m => m.Stage == MessageStage.Automatic);
    }

    [StoreTheory]
    [InlineData("html_503", null)]
    [InlineData("status", 503)]
    public async Task Maintenance_IsWaitedFor(string kind, int? status)
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        _relation.Break(kind, status: status);
        _relation.Do("send");
        await _relation.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(RelationTenantState.Unavailable, (await _relation.TenantAsync()).State);
        Assert.Empty(await _relation.ActionsAsync());

        _relation.Mend();
        await _relation.PassAsync(TimeSpan.FromMinutes(14));
        Assert.Single(await _relation.ActionsAsync());
        Assert.Equal((RelationTenantState.Active, 0), (await _relation.TenantAsync()) is var t ? (t.State, t.Failures) : default);
    }

    [StoreTheory]
    [InlineData("status", 500)]
    [InlineData("truncate", null)]
    [InlineData("hang", null)]
    [InlineData("wrong_type", null)]
    public async Task OneTicketFails_OthersGoOnAndItComesLater(string kind, int? status)
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        var bad = _relation.Do("send", new TenantAct { By = "sato", Title = "悪" });
        _relation.Break(kind, path: $"tickets/{bad.TicketId}", status: status, delayMs: kind == "hang" ? 40_000 : null);
        _relation.Do("send", new TenantAct { By = "sato", Title = "良" });
        await _relation.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["良"], (await _relation.ActionsAsync()).Select(a => a.Subject));

        _relation.Mend();
        await _relation.PassAsync(TimeSpan.FromMinutes(31));
        Assert.Equal(2, (await _relation.ActionsAsync()).Count);
    }

    [StoreFact]
    [Trait("Rule", "R-P5")]
    public async Task LimitReached_WaitsForTheResetAndIsNoFault()
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        _relation.Break("forbidden", times: 1, headers: true);
        _relation.Do("send");
        await _relation.PassAsync(Minutes3);

        Assert.Single(await _relation.ActionsAsync());
        Assert.Equal((RelationBoxFault.None, RelationTenantState.Active), ((await _relation.BoxAsync()).Fault, (await _relation.TenantAsync()).State));
    }

    [StoreFact]
    public async Task TicketGone_KeepsItsAction()
    {
        await StartAsync();
        var mail = _relation.Do("send");
        await _relation.PassAsync(Minutes3);
        _relation.Do("send", new TenantAct { By = "sato", Ticket = mail.TicketId });
        await _relation.PassAsync(TimeSpan.FromSeconds(1));
        _relation.Do("purge", new TenantAct { Ticket = mail.TicketId });
        await _relation.PassAsync(TimeSpan.FromMinutes(5));

        Assert.DoesNotContain(await _relation.ActionsAsync(), a => a.Status == ActionStatus.Cancelled);
        Assert.All(await _relation.TicketsAsync(), t => Assert.Null(t.DirtySince));
    }

    [StoreTheory]
    [InlineData("unknown_method")]
    [InlineData("unknown_action")]
    public async Task UnknownCode_IsHeldAndTakenOnceItIsKnown(string kind)
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        _relation.Break(kind);
        _relation.Do("send");
        await _relation.PassAsync(Minutes3);
        Assert.Empty(await _relation.ActionsAsync());

        _relation.Mend();
        await _relation.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Single(await _relation.ActionsAsync());
    }

    [StoreFact]
    [Trait("Rule", "R-P3")]
    public async Task UnknownCode_OfAMessageThatIsChangedMeanwhile_IsTakenOnceItIsKnown()
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        _relation.Break("unknown_method");
        var memo = _relation.Do("memo", new TenantAct { By = "sato", RespondedAt = _relation.Now });
        await _relation.PassAsync(TimeSpan.FromSeconds(70));
        _relation.Do("memo", new TenantAct { By = "sato", Message = memo.MessageId, Body = "追記" });
        await _relation.PassAsync(TimeSpan.FromSeconds(70));

        _relation.Mend();
        await _relation.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Single(await _relation.ActionsAsync());
    }

    [StoreFact]
    public async Task NewMember_ThatTellsMore_IsNoted()
    {
        await StartAsync();
        _relation.Do("send");
        await _relation.PassAsync(Minutes3);
        _relation.Break("unknown_field");
        _relation.Do("send");
        await _relation.PassAsync(Minutes3);

        Assert.Equal("sent_by_user", (await _relation.TenantAsync()).PromisingMembers);
        Assert.Equal(2, (await _relation.ActionsAsync()).Count);
    }

    /// <summary>An undocumented filter: it is used only where the probe has seen that it filters.</summary>
    [StoreTheory]
    [InlineData("honoured", true)]
    [InlineData("ignored", false)]
    [InlineData("refused", false)]
    [Trait("Rule", "R-P3")]
    public async Task LastUpdatedSince_IsUsedOnlyIfItIsHonoured(string does, bool used)
    {
        using RelationHarness relation = new(RelationHarness.Usual(lastUpdatedSince: does));
        await relation.ConnectAsync();
        relation.Do("send");
        await relation.PassAsync(Minutes3);
        relation.Do("send");
        await relation.PassAsync(Minutes3);

        Assert.Equal((used, RelationTenantState.Active), (await relation.TenantAsync()) is var t ? (t.SearchesByUpdate, t.State) : default);
        Assert.Equal(2, (await relation.ActionsAsync()).Count);
    }

    [StoreFact]
    [Trait("Rule", "R-P8")]
    public async Task Always_OnlyReadingCallsAreMade()
    {
        await StartAsync();
        _relation.Do("send");
        _relation.Do("utter", new TenantAct { By = "sato", Channel = "line" });
        await _relation.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Equal((0, 0, 0), (_relation.Simulated.Calls.ForbiddenWrites, _relation.Simulated.Calls.OtherReads, _relation.Simulated.Calls.OverLimit));
    }

    public void Dispose() => _relation.Dispose();

    private async Task StartAsync()
    {
        await _relation.ConnectAsync();
        await _relation.PassAsync(TimeSpan.FromSeconds(5));
    }
}
