using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Components.Pages.Inboxes;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.Inboxes;

/// <summary>An inbox that is read from Re:lation's API, paused and resumed on its page.</summary>
[Trait("Rule", "R-P1")]
public sealed class SourceOwnersTests : PagesContext
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public void Pause_ThenResume_CatchesUpAndIsAudited()
    {
        SignIn(AccountRole.Administrator);
        var page = Open(AddReadInbox());

        page.WaitForElement("[data-testid=source-pause]").Click();
        page.WaitForAssertion(() => Assert.NotNull(Box().StoppedAt));
        Assert.Contains("失われるものはありません", page.WaitForElement("[data-testid=source-paused]").TextContent, StringComparison.Ordinal);

        var through = Box().CompleteThrough;
        page.WaitForElement("[data-testid=source-resume]").Click();
        page.WaitForAssertion(() => Assert.Null(Box().StoppedAt));
        Assert.Equal(through, Box().CompleteThrough);
        Assert.Equal(
            [AuditAct.SourcePaused, AuditAct.SourceResumed],
            Fixture.Read(db => db.AuditEntries.OrderBy(a => a.Seq).Select(a => a.Act).ToList()));
    }

    [Fact]
    public void Resume_AfterALongPause_AsksWhetherToCatchUp()
    {
        SignIn(AccountRole.Administrator);
        var page = Open(AddReadInbox(stoppedAt: Now.AddDays(-8)));

        page.WaitForElement("[data-testid=source-resume]");
        page.Find("[data-testid=source-resume-now]").Click();

        page.WaitForAssertion(() => Assert.Null(Box().StoppedAt));
        Assert.True(Box().CompleteThrough > Now.AddMinutes(-5));
        var leftOut = Assert.Single(BoxRules.Read(Box().Rules).LeftOut);
        Assert.Equal((8, Box().CompleteThrough), ((int)(leftOut.Until - leftOut.From).TotalDays, leftOut.Until));
    }

    /// <summary>The promise on the page is the one that the installation is set to.</summary>
    [Fact]
    [Trait("Rule", "R-T12")]
    public void Page_NamesTheTargetOfTheSettings()
    {
        Context.Services.AddSingleton(new SyncSettings { SlaTarget = TimeSpan.FromMinutes(3) });
        SignIn(AccountRole.Support);

        var page = Open(AddReadInbox());

        Assert.Contains("目標の3分は、操作の時刻から数えます", page.WaitForElement("[data-testid=inbox-source]").TextContent, StringComparison.Ordinal);
        Assert.Contains("3分の目標には数えません", page.Find("[data-testid=source-backfill]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>What stops or skews the reading, in words and with what to do.</summary>
    [Theory]
    [InlineData(RelationTenantState.TokenRefused, RelationBoxFault.None, 0, "APIトークンが無効です", "新しいトークンを登録")]
    [InlineData(RelationTenantState.ApiChanged, RelationBoxFault.None, 0, "検索を受け付けません", "1時間ごとに")]
    [InlineData(RelationTenantState.Unavailable, RelationBoxFault.None, 0, "Re:lationが応答しません", "自動で")]
    [InlineData(RelationTenantState.Active, RelationBoxFault.Forbidden, 0, "読めません", "IPアドレス制限を確かめてください")]
    [InlineData(RelationTenantState.Active, RelationBoxFault.Gone, 0, "Re:lationにありません", "別の受信箱を選んでください")]
    [InlineData(RelationTenantState.Active, RelationBoxFault.None, 180, "3分", "このサーバーの時計を確かめてください")]
    public async Task Page_SaysWhatIsWrongAndWhatToDo(RelationTenantState state, RelationBoxFault fault, int offsetSeconds, string what, string then)
    {
        SignIn(AccountRole.Support);
        var inbox = AddReadInbox();
        await Fixture.Store.WriteAsync(
            (db, _) =>
            {
                var tenant = db.RelationTenants.Single();
                (tenant.State, tenant.StateSince, tenant.ClockOffsetTicks) = (state, Now.AddHours(-1), TimeSpan.FromSeconds(offsetSeconds).Ticks);
                db.RelationBoxes.Single().Fault = fault;
                return Task.FromResult(true);
            },
            default);

        var alert = Open(inbox).WaitForElement("[data-testid=inbox-source] .alert").TextContent;

        Assert.Contains(what, alert, StringComparison.Ordinal);
        Assert.Contains(then, alert, StringComparison.Ordinal);
    }

    /// <summary>What isn't synced is listed with its ticket, and an administrator has it synced (R-P7).</summary>
    [Fact]
    [Trait("Rule", "R-P7")]
    public void AutomaticReply_IsListed_AndSyncedWhenWanted()
    {
        SignIn(AccountRole.Administrator);
        var inbox = AddReadInbox();
        Fixture.Save(new RelationTicket { Subdomain = "acme", BoxId = 1, TicketId = 77 });
        Fixture.Save(new RelationMessage
        {
            Subdomain = "acme",
            MessageId = 5,
            BoxId = 1,
            TicketId = 77,
            Method = "mail",
            Action = "sent",
            Fingerprint = "-",
            Stage = MessageStage.Automatic,
            SentAt = Now,
            SeenAt = Now,
        });
        var page = Open(inbox);

        Assert.Contains("77", page.WaitForElement("[data-testid=source-automatic]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=source-take-automatic]").Click();

        page.WaitForAssertion(() => Assert.True(Fixture.Read(db => db.RelationMessages.Single()).IsWanted));
        Assert.Equal(RelationLane.Asked, Fixture.Read(db => db.RelationTickets.Single()).Lane);
    }

    [Fact]
    public void Support_SeesThatItIsPausedAndChangesNothing()
    {
        SignIn(AccountRole.Support);

        var page = Open(AddReadInbox(stoppedAt: Now.AddHours(-1)));

        Assert.Empty(page.WaitForElement("[data-testid=source-paused]").QuerySelectorAll("button"));
    }

    private IRenderedComponent<InboxPage> Open(Inbox inbox) => Context.Render<InboxPage>(p => p.Add(i => i.Id, inbox.Id));

    private RelationBox Box() => Fixture.Read(db => db.RelationBoxes.Single());

    private Inbox AddReadInbox(DateTimeOffset? stoppedAt = null)
    {
        var inbox = Fixture.AddInbox(syncFrom: Now.AddDays(-10));
        Fixture.AddConnection(inbox, Fixture.Authorization());
        Fixture.Save(new RelationTenant { Subdomain = "acme", TokenProtected = "-" });
        Fixture.Save(new RelationBox
        {
            InboxId = inbox.Id,
            Subdomain = "acme",
            BoxId = 1,
            DefaultOperator = "desk@example.com",
            StartedAt = Now.AddDays(-10),
            CompleteThrough = Now.AddDays(-8),
            StoppedAt = stoppedAt,
        });
        Fixture.Store.WriteAsync(
            (db, _) =>
            {
                var api = new FamilySource(SourceOwner.Api, SourceOwner.Api);
                db.Inboxes.Single(i => i.Id == inbox.Id).Sources = new InboxSources(api, api, api, api);
                return Task.FromResult(true);
            },
            default).GetAwaiter().GetResult();
        return inbox;
    }
}
