using Bunit;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Components.Pages.Errors;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.Errors;

[Trait("Rule", "R-E1")]
public sealed class ErrorsPageTests : ErrorsContext
{
    [Fact]
    public void Errors_None_SayThatThereIsNothingToDo()
    {
        Assert.Contains("操作は必要ありません", RenderAt("/errors").Find("[data-testid=empty]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(RenderAt("/errors?severity=error").Find("[data-testid=empty] a"));
    }

    /// <summary>A connection that is paused logs nothing.</summary>
    [Fact]
    [Trait("Rule", "R-T12")]
    public void Errors_NoneWhileAnEventIsMissing_DoNotSayThatThereIsNothingToDo()
    {
        var inbox = Store.AddInbox("support");
        Store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(4));
        Assert.Contains("操作は必要ありません", RenderAt("/errors").Find("[data-testid=empty]").TextContent, StringComparison.Ordinal);

        Store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(6));

        var empty = RenderAt("/errors").Find("[data-testid=empty]");
        Assert.DoesNotContain("必要ありません", empty.TextContent, StringComparison.Ordinal);
        Assert.Contains("1件", empty.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/actions?", empty.QuerySelector("[data-testid=errors-overdue-rows]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_OfTwoKinds_AreGroupedWithCauseAndRemedy()
    {
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox, code: "FIELD_CUSTOM_VALIDATION_EXCEPTION");
        Store.AddError(inbox, code: "FIELD_CUSTOM_VALIDATION_EXCEPTION");
        Store.AddError(inbox, LogSeverity.Warning, LogCategory.Truncated, "DESCRIPTION_TRUNCATED");

        var page = RenderAt("/errors");
        page.WaitForElement("[data-testid=error-row]");

        var groups = page.FindAll("[data-testid=error-group]");
        Assert.Equal(["FIELD_CUSTOM_VALIDATION_EXCEPTION", "DESCRIPTION_TRUNCATED"], groups.Select(g => g.GetAttribute("data-code")));
        Assert.Equal("行動の入力規則に反しました。", groups[0].QuerySelectorAll("dd")[0].TextContent);
        Assert.Contains("再試行してください", groups[0].QuerySelectorAll("dd")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("[data-testid=error-row]").Count);
        Assert.Contains("警告", groups[1].QuerySelector(".chip")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_InOurOwnWords_AreInTheViewersLanguage()
    {
        Store.Save(LogEntry.Of(LogNote.Of(EventMessages.FirstOfDescription.With(50, 32000)), TestStore.Now, Store.AddInbox("support").Id, null));

        var page = RenderAt("/errors");

        Assert.Contains("先頭の50行", page.WaitForElement("[data-testid=error-row]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Only the first", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_FilteredByTheAddress_ShowAndExportOnlyThose()
    {
        var (inbox, other) = (Store.AddInbox("support"), Store.AddInbox("sales"));
        Store.AddError(inbox, LogSeverity.Warning, LogCategory.Owner, "MEANT");
        Store.AddError(inbox, code: "AN_ERROR");
        Store.AddError(other, LogSeverity.Warning, LogCategory.Owner, "ELSEWHERE");

        var page = RenderAt("/errors?severity=warning&category=owner&inbox=support");

        Assert.Equal("MEANT", Assert.Single(page.FindAll("[data-testid=error-group]")).GetAttribute("data-code"));
        var export = page.Find("[data-testid=errors-export]").GetAttribute("href")!;
        Assert.EndsWith("/errors.xlsx?severity=warning&category=owner&inbox=support", export, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_SelectedAndRetried_TellTheResultOfEach()
    {
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox, action: Store.AddAction(inbox, ActionStatus.Failed).Id);
        Store.AddError(inbox, action: Store.AddAction(inbox, ActionStatus.Pending).Id);
        var page = RenderAt("/errors");
        page.WaitForElement("[data-testid=error-row]");

        page.Find("[data-testid=error-group] .gh [role=checkbox]").Click();
        Assert.Contains("2件を選択中", page.Find("[data-testid=errors-bulk]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1件を再試行", page.Find("[data-testid=errors-retry]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=errors-retry]").Click();

        page.WaitForAssertion(() => Assert.Equal(["もう失敗ではありません", "再試行中です"], page.FindAll("[data-testid=error-result]").Select(r => r.TextContent)));
        Assert.Contains("1件のアクションを再試行します", page.Find("[data-testid=errors-said]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=errors-bulk]"));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=error-row][data-status=pending]").Count));
        Assert.Contains("0 / 1", page.Find("[data-testid=errors-progress]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_MarkedAsSettled_LeaveTheList()
    {
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox);
        var page = RenderAt("/errors");

        page.Find("[data-testid=errors-settle-all]").Click();

        page.WaitForElement("[data-testid=empty]");
        Assert.Contains("1件を対応済みにしました", page.Find("[data-testid=errors-said]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R-E4")]
    public void Errors_WithoutAnEvent_AreSettledOnlyAfterAQuestion_AndThatCanBeUndone()
    {
        var inbox = Store.AddInbox("support");
        var action = Store.AddAction(inbox, ActionStatus.Failed, subject: "お見積りの再送付");
        Store.AddError(inbox, action: action.Id);
        var page = RenderAt("/errors");
        page.WaitForElement("[data-testid=error-row]");

        page.Find("[data-testid=errors-settle]").Click();

        var asked = page.WaitForElement("[data-testid=errors-settle-ask]");
        Assert.Contains("1件を、行動がないまま", asked.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-testid=error-row]"));
        page.Find("[data-testid=errors-settle-reason]").Input("手で登録した");
        page.Find("[data-testid=errors-settle-confirm]").Click();
        page.WaitForElement("[data-testid=empty]");
        Assert.Contains("未達として数えます", page.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal);
        Assert.Equal("手で登録した", Entry().SettledReason);

        page.Find("[data-testid=errors-undo]").Click();

        page.WaitForElement("[data-testid=error-row]");
        Assert.Null(Entry().SettledAt);
    }

    [Fact]
    [Trait("Rule", "R-E4")]
    public void Errors_Shown_StandApartByWhetherThereIsAnEvent()
    {
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox, LogSeverity.Warning, LogCategory.Truncated, "DESCRIPTION_TRUNCATED", action: Store.AddAction(inbox, ActionStatus.Synced).Id);
        Store.AddError(inbox, category: LogCategory.Authorization, code: "invalid_grant");
        Store.AddError(inbox, action: Store.AddAction(inbox, ActionStatus.Failed).Id);

        var page = RenderAt("/errors");

        Assert.Equal(["行動がない", "連携の問題", "行動に違いがある"], page.FindAll("section.errors h2").Select(h => h.TextContent));
        Assert.Single(page.FindAll("[data-testid=errors-retry-group]"));
        Assert.Single(page.FindAll("[data-testid=errors-retry-first]"));
    }

    [Fact]
    [Trait("Rule", "R-D2")]
    public void Errors_OfUnknownOutcome_AreAnsweredAndNeverRetried()
    {
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox, category: LogCategory.Transient, code: OwnCodes.OutcomeUnknown, action: Store.AddAction(inbox, ActionStatus.Failed).Id);

        var page = RenderAt("/errors");
        page.WaitForElement("[data-testid=error-row]");

        Assert.Empty(page.FindAll("[data-testid=errors-retry-group], [data-testid=errors-retry-first], [data-testid=errors-retry-all]"));
        Assert.Contains("行動の有無", page.Find("[data-testid=error-group]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R-E4")]
    public void Cause_GivenAnOwnerAndANote_ShowsThem()
    {
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox, action: Store.AddAction(inbox, ActionStatus.Failed).Id);
        var page = RenderAt("/errors");
        var owner = page.WaitForElement("[data-testid=error-owner]");

        owner.Change(page.FindAll("[data-testid=error-owner] option")[1].GetAttribute("value"));
        page.Find("[data-testid=error-note]").Input("情報システム部に依頼済み");
        page.Find("[data-testid=error-note]").Change("情報システム部に依頼済み");
        Feed.Publish(ChangeTopic.Errors);

        page.WaitForAssertion(() => Assert.Contains("Administrator", page.Find("[data-testid=error-group] .do").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() =>
        {
            using var db = Store.CreateDbContext();
            Assert.Equal("情報システム部に依頼済み", Assert.Single(db.ErrorCauses).Note);
        });
    }

    [Fact]
    [Trait("Rule", "R-E4")]
    public void Support_SeesWhyItCannotRetry_AndCopiesTheRequest()
    {
        SignInAs(AccountRole.Support);
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox, action: Store.AddAction(inbox, ActionStatus.Failed).Id);

        var page = RenderAt("/errors");
        Assert.Contains("管理者と対応担当", page.WaitForElement("[data-testid=errors-why-not]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=errors-request]").Click();

        Assert.Contains("REQUIRED_FIELD_MISSING", page.Find("[data-testid=errors-request-text]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("mori@aoba-logi.example", page.Find("[data-testid=errors-request-text]").TextContent, StringComparison.Ordinal);
        page.FindAll(".req .seg button")[1].Click();
        Assert.StartsWith("Subject:", page.Find("[data-testid=errors-request-text]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R-E4")]
    public void History_HasEveryEntry_AndReopensWhatWasSettled()
    {
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox, LogSeverity.Warning, LogCategory.Truncated, "DESCRIPTION_TRUNCATED");
        Store.AddError(inbox, action: Store.AddAction(inbox, ActionStatus.Failed).Id);
        var page = RenderAt("/errors");
        page.WaitForElement("[data-testid=error-row]");
        page.Find("[data-testid=errors-settle]").Click();
        page.WaitForElement("[data-testid=errors-settle-confirm]").Click();
        page.WaitForAssertion(() => Assert.NotNull(Entry().SettledAt));

        var history = RenderAt("/errors?tab=history", "[data-testid=error-history-row]");

        Assert.Equal(["settled", "open"], history.FindAll("[data-testid=error-history-row]").Select(r => r.GetAttribute("data-state")));
        Assert.Contains("対応済み（行動なし）", history.Markup, StringComparison.Ordinal);
        Assert.Contains("Administrator@example.com", history.Find("[data-testid=error-history-row]").TextContent, StringComparison.Ordinal);
        history.Find("[data-testid=errors-undo]").Click();
        history.WaitForAssertion(() => Assert.Equal(["open", "open"], history.FindAll("[data-testid=error-history-row]").Select(r => r.GetAttribute("data-state"))));
    }

    private LogEntry Entry()
    {
        using var db = Store.CreateDbContext();
        return db.LogEntries.Single(e => e.Severity == LogSeverity.Error);
    }

    [Fact]
    [Trait("Rule", "R-E2")]
    public void Errors_ShownToSupport_OfferTheExportAlone()
    {
        SignInAs(AccountRole.Support);
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox, action: Store.AddAction(inbox, ActionStatus.Failed).Id);

        var page = RenderAt("/errors");
        page.WaitForElement("[data-testid=error-row]");

        Assert.Empty(page.FindAll("[role=checkbox]"));
        Assert.Empty(page.FindAll(".btn.q, [data-testid=errors-retry], [data-testid=errors-retry-all], [data-testid=errors-settle-all]"));
        Assert.NotNull(page.Find("[data-testid=errors-export]"));
    }

    [Fact]
    public void Errors_APushedEntry_AppearsWithoutOpeningOrClosingAnything()
    {
        var inbox = Store.AddInbox("support");
        Store.AddError(inbox, code: "FIRST");
        var page = RenderAt("/errors");
        page.WaitForElement("[data-testid=error-row]");

        Store.AddError(inbox, code: "SECOND");
        Store.AddError(inbox, code: "SECOND");
        Feed.Publish(ChangeTopic.Errors, inbox.Id);

        page.WaitForAssertion(() => Assert.Equal(
            [("SECOND", "false"), ("FIRST", "true")],
            page.FindAll("[data-testid=error-group]").Select(g => (g.GetAttribute("data-code")!, g.QuerySelector("[aria-expanded]")!.GetAttribute("aria-expanded")!))));
    }

    [Fact]
    public void RetryAction_OfAFailedOne_IsOfferedToAdministratorsAndRespondersOnly()
    {
        var action = Store.AddAction(Store.AddInbox("support"), ActionStatus.Failed);
        IRenderedComponent<RetryAction> Button(string status) => Render<RetryAction>(p => p.Add(r => r.Id, action.Id).Add(r => r.Status, status));

        Assert.Empty(Button(ActionStatusCodes.Synced).FindAll("button"));
        var button = Button(ActionStatusCodes.Failed);
        button.Find("[data-testid=action-retry]").Click();
        button.WaitForAssertion(() => Assert.Contains("再試行中です", button.Find("[role=status]").TextContent, StringComparison.Ordinal));

        SignInAs(AccountRole.Support);
        Assert.Empty(Button(ActionStatusCodes.Failed).FindAll("button"));
        SignInAs(AccountRole.Responder);
        Assert.Single(Button(ActionStatusCodes.Failed).FindAll("button"));
    }
}
