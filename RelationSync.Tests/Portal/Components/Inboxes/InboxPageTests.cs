using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Components.Pages.Inboxes;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.Inboxes;

public sealed class InboxPageTests : PagesContext
{
    [Fact]
    public void Refusals_None_SaysThatThereIsNothingToDo()
    {
        SignIn(AccountRole.Administrator);

        var page = Open(Fixture.AddInbox());

        Assert.Contains("操作は必要ありません", page.WaitForElement("[data-testid=inbox-refusals]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_PushedUpdate_ShowsCauseAndRemedyWithoutReload()
    {
        SignIn(AccountRole.Support);
        var inbox = Fixture.AddInbox();
        var page = Open(inbox);
        page.WaitForElement("[data-testid=inbox-refusals]");

        Save(inbox, RejectionReason.Clock, secondsAhead: -720);
        Context.Services.GetRequiredService<ChangeFeed>().Publish(ChangeTopic.Inboxes, inbox.Id);

        var row = page.WaitForElement("[data-testid=inbox-refusal]").TextContent;
        Assert.Contains("送る側の時計がずれています", row, StringComparison.Ordinal);
        Assert.Contains("12分00秒遅れていました", row, StringComparison.Ordinal);
        Assert.Contains("送る側の時計を合わせてください", row, StringComparison.Ordinal);
        Assert.Contains("7回", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RejectionReason.Headers)]
    [InlineData(RejectionReason.Signature)]
    [InlineData(RejectionReason.ExpiredSecret)]
    [InlineData(RejectionReason.Rate)]
    [InlineData(RejectionReason.TooSlow)]
    [InlineData(RejectionReason.BearerKey)]
    [InlineData(RejectionReason.BearerInsecure)]
    [InlineData(RejectionReason.Rejected)]
    public void Refusals_EachReason_HasItsOwnWords(RejectionReason reason)
    {
        SignIn(AccountRole.Administrator);
        var inbox = Fixture.AddInbox();
        Save(inbox, reason);

        var row = Open(inbox).WaitForElement("[data-testid=inbox-refusal]");

        Assert.DoesNotContain("Inboxes_", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(reason.ToString(), row.GetAttribute("data-reason"));
    }

    [Fact]
    public void BearerKey_IsShownOnceAndCanBeRevoked()
    {
        SignIn(AccountRole.Administrator);
        var inbox = Fixture.AddInbox();
        var page = Open(inbox);

        page.WaitForElement("[data-testid=bearer-key-none]");
        page.Find("[data-testid=bearer-key-create]").Click();

        Assert.StartsWith("rsk_", page.WaitForElement("[data-testid=bearer-key-value]").TextContent, StringComparison.Ordinal);
        Context.Services.GetRequiredService<ChangeFeed>().Publish(ChangeTopic.Inboxes, inbox.Id);
        page.WaitForElement("[data-testid=bearer-key-revoke]").Click();
        page.WaitForElement("[data-testid=bearer-key-revoke-confirm]").Click();
        page.WaitForAssertion(() => Assert.Equal(0, Fixture.Read(db => db.InboxBearerKeys.Count())));
    }

    [Fact]
    public void BearerKey_SupportUser_SeesThatThereIsNone()
    {
        SignIn(AccountRole.Support);

        var card = Open(Fixture.AddInbox()).WaitForElement("[data-testid=bearer-key]");

        Assert.Contains("署名より弱い", card.TextContent, StringComparison.Ordinal);
        Assert.Empty(card.QuerySelectorAll("button"));
    }

    [Fact]
    public void Requests_ShowErrorsWithoutASecret()
    {
        SignIn(AccountRole.Support);
        var inbox = Fixture.AddInbox();
        Fixture.Save(new IntakeRequestRow
        {
            InboxId = inbox.Id,
            At = TimeProvider.System.GetUtcNow(),
            RequestId = "req_abc",
            Size = 1234,
            Status = 202,
            Accepted = 3,
            Rejected = 1,
            Errors = "/operations/3/type is not known",
        });

        var row = Open(inbox).WaitForElement("[data-testid=inbox-request]").TextContent;

        Assert.Contains("req_abc", row, StringComparison.Ordinal);
        Assert.Contains("1,234 B", row, StringComparison.Ordinal);
        Assert.Contains("受付 3 · 拒否 1", row, StringComparison.Ordinal);
        Assert.Contains("/operations/3/type is not known", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_OtherLength_IsSavedAndKept()
    {
        SignIn(AccountRole.Administrator);
        var page = Open(Fixture.AddInbox());

        page.WaitForElement("[data-testid=silence-choice]").Change("other");
        page.Find("[data-testid=silence-amount]").Input("90");
        page.Find("[data-testid=silence-unit]").Change("Minutes");
        page.Find("[data-testid=inbox-silence] form").Submit();

        page.WaitForAssertion(() => Assert.Equal(90, Fixture.Read(db => db.Inboxes.Single().SilentAfterMinutes)));
    }

    [Fact]
    public void Silence_TooShort_SaysSoAtTheField()
    {
        SignIn(AccountRole.Administrator);
        var page = Open(Fixture.AddInbox());

        page.WaitForElement("[data-testid=silence-choice]").Change("other");
        page.Find("[data-testid=silence-amount]").Input("14");
        page.Find("[data-testid=silence-unit]").Change("Minutes");
        page.Find("[data-testid=inbox-silence] form").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=silence-amount]").GetAttribute("aria-invalid")));
        Assert.Null(Fixture.Read(db => db.Inboxes.Single().SilentAfterMinutes));
    }

    [Fact]
    public void Silence_SupportUser_ReadsTheSettingAndSeesTheSteps()
    {
        SignIn(AccountRole.Support);
        var inbox = Fixture.AddInbox();
        Silence(inbox);

        var page = Open(inbox);

        Assert.Equal(3, page.WaitForElement("[data-testid=inbox-silent]").QuerySelectorAll("li").Length);
        Assert.Contains("今の設定：1時間", page.Find("[data-testid=inbox-silence]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=silence-save]"));
    }

    [Fact]
    public void List_SilentInboxAndUnknownKeys_SayWhatToDo()
    {
        SignIn(AccountRole.Administrator);
        var inbox = Fixture.AddInbox();
        Silence(inbox);
        Save(new Inbox { Id = RejectedRequestRow.NoInbox, Key = "-", Name = "-", TimeZone = "-", SecretProtected = "-" }, RejectionReason.Signature);

        var page = Context.Render<InboxesPage>();

        Assert.Contains("届いていません", page.WaitForElement("[data-testid=inbox-silent]").TextContent, StringComparison.Ordinal);
        var unknown = page.Find("[data-testid=inbox-unknown] a");
        Assert.Equal(("7", "/refusals?unknown=true"), (unknown.TextContent, unknown.GetAttribute("href")));
    }

    private IRenderedComponent<InboxPage> Open(Inbox inbox) => Context.Render<InboxPage>(p => p.Add(i => i.Id, inbox.Id));

    private void Silence(Inbox inbox) => Fixture.Store.WriteAsync(
        (db, _) =>
        {
            var row = db.Inboxes.Single(i => i.Id == inbox.Id);
            (row.SilentAfterMinutes, row.LastOperationAt) = (60, TimeProvider.System.GetUtcNow().AddHours(-3));
            return Task.FromResult(true);
        },
        default).GetAwaiter().GetResult();

    private void Save(Inbox inbox, RejectionReason reason, long? secondsAhead = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        Fixture.Save(new RejectedRequestRow
        {
            InboxId = inbox.Id,
            Quarter = now,
            Reason = reason,
            Pointer = reason is RejectionReason.Rejected ? "/type" : "",
            Message = reason is RejectionReason.Rejected ? "is not known" : "",
            Count = 7,
            FirstAt = now,
            LastAt = now,
            Network = "192.0.2.1",
            WebhookId = "msg_1",
            SecondsAhead = secondsAhead,
        });
    }
}
