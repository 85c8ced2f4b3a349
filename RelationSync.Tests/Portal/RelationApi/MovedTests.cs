using RelationSync.Domain.Actions;
using RelationSync.Domain.Relation;
using RelationSync.Portal.RelationApi;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>Whatever moves, between tickets or boxes, stays one message and one Event.</summary>
[Trait("Rule", "R-P1")]
public sealed class MovedTests : IDisposable
{
    private static readonly TimeSpan Minutes3 = TimeSpan.FromMinutes(3);

    private readonly List<RelationHarness> _made = [];

    [StoreFact]
    public async Task TicketToAnotherPolledBox_StaysOfItsInbox_AndItsCancelToo()
    {
        var relation = await TwoBoxesAsync();
        var mail = relation.Do("send");
        await relation.PassAsync(TimeSpan.FromSeconds(70));
        var before = Assert.Single(await relation.ActionsAsync());

        relation.Do("move_ticket", new TenantAct { Ticket = mail.TicketId, ToBox = RelationHarness.Box(2) });
        await relation.PassAsync(Minutes3);
        Assert.Equal(before.Id, Assert.Single(await relation.ActionsAsync()).Id);
        Assert.Equal(2, Assert.Single(await relation.MessagesAsync()).BoxId);

        relation.Do("cancel_send", new TenantAct { By = "sato", Message = mail.MessageId }, box: 2);
        relation.Do("send", new TenantAct { By = "sato", Title = "次", Ticket = mail.TicketId }, box: 2);
        await relation.PassAsync(TimeSpan.FromMinutes(20));
        var actions = await relation.ActionsAsync();
        Assert.Equal((ActionStatus.Cancelled, before.InboxId), actions.Single(a => a.Id == before.Id) is var a ? (a.Status, a.InboxId) : default);
        Assert.Equal("次", Assert.Single(actions, x => x.InboxId != before.InboxId).Subject);
    }

    [StoreFact]
    public async Task SameIdsInTwoBoxes_WithOtherMessages_AreTwo()
    {
        var relation = await TwoBoxesAsync(RelationHarness.Usual(ids: "box"));
        relation.Do("send", new TenantAct { By = "sato", Title = "一" });
        await relation.PassAsync(Minutes3);
        relation.Do("send", new TenantAct { By = "sato", Title = "二" }, box: 2);
        await relation.PassAsync(Minutes3);

        Assert.True((await relation.TenantAsync()).HasIdsPerBox);
        Assert.Equal(["一", "二"], (await relation.ActionsAsync()).Select(a => a.Subject));
        Assert.Equal(2, (await relation.ActionsAsync()).DistinctBy(a => a.InboxId).Count());
    }

    /// <summary>It was taken back and sent again unseen, and its ticket moved: the same id and birth, another time of sending.</summary>
    [StoreFact]
    public async Task MovedAndSentAgainUnseen_IsOne()
    {
        var relation = await TwoBoxesAsync();
        var mail = relation.Do("send");
        await relation.PassAsync(Minutes3);
        relation.Do("cancel_send", new TenantAct { By = "sato", Message = mail.MessageId });
        relation.Outbox.Clock.Advance(TimeSpan.FromSeconds(5));
        relation.Do("send", new TenantAct { By = "sato", Message = mail.MessageId });
        relation.Do("move_ticket", new TenantAct { Ticket = mail.TicketId, ToBox = RelationHarness.Box(2) });
        await relation.PassAsync(Minutes3);

        Assert.False((await relation.TenantAsync()).HasIdsPerBox);
        Assert.Equal(2, Assert.Single(await relation.MessagesAsync()).BoxId);
        Assert.Single(await relation.ActionsAsync());
    }

    /// <summary>The same id, born in the same second, in two boxes that count for themselves.</summary>
    [StoreFact]
    public async Task SameIdAndBirthInTwoBoxes_BothShown_AreTwo()
    {
        var relation = await TwoBoxesAsync(RelationHarness.Usual(ids: "box"));
        var at = relation.Now;
        var one = relation.Do("draft", new TenantAct { By = "sato", Title = "一", At = at });
        var two = relation.Do("draft", new TenantAct { By = "sato", Title = "二", At = at }, box: 2);
        Assert.Equal(one.MessageId, two.MessageId);
        relation.Outbox.Clock.Advance(TimeSpan.FromSeconds(3));
        relation.Do("send", new TenantAct { By = "sato", Message = one.MessageId });
        await relation.PassAsync(Minutes3);
        relation.Do("send", new TenantAct { By = "sato", Message = two.MessageId }, box: 2);
        await relation.PassAsync(Minutes3);

        Assert.True((await relation.TenantAsync()).HasIdsPerBox);
        Assert.Equal(["一", "二"], (await relation.ActionsAsync()).Select(a => a.Subject));
    }

    [StoreFact]
    public async Task MessageToAnotherTicket_IsNothingNew()
    {
        var relation = await OneBoxAsync();
        var mail = relation.Do("send");
        var memo = relation.Do("memo", new TenantAct { By = "sato", Ticket = mail.TicketId, RespondedAt = relation.Now });
        await relation.PassAsync(Minutes3);
        relation.Do("move_message", new TenantAct { Message = memo.MessageId });
        await relation.PassAsync(Minutes3);

        Assert.Equal(["mail", "record"], (await relation.ActionsAsync()).Select(a => a.Channel).Order());
        var messages = await relation.MessagesAsync();
        Assert.NotEqual(mail.TicketId, messages.Single(m => m.MessageId == memo.MessageId).TicketId);
    }

    /// <summary>All messages of one go into the other, and it is gone.</summary>
    [StoreFact]
    public async Task MergedTickets_AreNothingNew()
    {
        var relation = await OneBoxAsync();
        var (first, second) = (relation.Do("send"), relation.Do("send"));
        await relation.PassAsync(Minutes3);
        relation.Do("assign", new TenantAct { Ticket = second.TicketId, Assignee = "tanaka" });
        await relation.PassAsync(TimeSpan.FromSeconds(1));
        relation.Do("move_message", new TenantAct { Message = second.MessageId, ToTicket = first.TicketId });
        await relation.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(2, (await relation.ActionsAsync()).Count);
        Assert.DoesNotContain(await relation.ActionsAsync(), a => a.Status == ActionStatus.Cancelled);
        Assert.All(await relation.TicketsAsync(), t => Assert.Null(t.DirtySince));
    }

    /// <summary>What was sent an hour before the last complete scan and is new to it waits for an administrator, unless the inbox takes such.</summary>
    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Rule", "R-P3")]
    public async Task TicketFromABoxThatIsntRead_IsFoundLate(bool takes)
    {
        var relation = await OneBoxAsync(new BoxRules { TakesFoundLate = takes });
        var mail = relation.Do("send", box: 2);
        await relation.PassAsync(TimeSpan.FromMinutes(80));
        Assert.Empty(await relation.ActionsAsync());
        relation.Do("move_ticket", new TenantAct { Ticket = mail.TicketId, ToBox = RelationHarness.Box(1) }, box: 2);
        await relation.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(takes ? 1 : 0, (await relation.ActionsAsync()).Count);
        Assert.Equal(takes ? MessageStage.Sent : MessageStage.FoundLate, Assert.Single(await relation.MessagesAsync()).Stage);
    }

    public void Dispose() => _made.ForEach(r => r.Dispose());

    private async Task<RelationHarness> OneBoxAsync(BoxRules? rules = null)
    {
        var relation = Made(null);
        await relation.ConnectAsync(rules: rules);
        await relation.PassAsync(TimeSpan.FromSeconds(5));
        return relation;
    }

    private async Task<RelationHarness> TwoBoxesAsync(TenantSettings? settings = null)
    {
        var relation = Made(settings);
        await relation.ConnectAsync();
        relation.Outbox.GoToNewInbox();
        await relation.ConnectAsync(boxId: 2);
        await relation.PassAsync(TimeSpan.FromSeconds(5));
        return relation;
    }

    private RelationHarness Made(TenantSettings? settings)
    {
        RelationHarness relation = new(settings);
        _made.Add(relation);
        return relation;
    }
}
