using Bunit;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Components.Pages.Actions;
using RelationSync.Portal.Components.Pages.Errors;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

[Trait("Rule", "R-E4")]
public sealed class FailedActionTests : RoomsContext
{
    [Fact]
    public void Action_Refused_ShowsWhatWasSentByEachAttempt_WithTheRefusedFieldMarked()
    {
        var inbox = Store.AddInbox("support");
        var action = Store.AddAction(inbox, ActionStatus.Failed, subject: "返品受付のご案内");
        AddAttempt(action, "003000000000001AAA");
        AddAttempt(action, "003000000000002AAA");
        Store.AddError(inbox, code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", action: action.Id, message: "関連先を入力してください");

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        var fields = page.WaitForElement("[data-testid=event-fields]");
        Assert.Equal(["WhatId"], fields.QuerySelectorAll(".refused").Select(f => f.GetAttribute("data-field")));
        Assert.Contains("Salesforceが拒否した項目", fields.QuerySelector("[data-field=WhatId] dd")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("14行・412文字", fields.QuerySelector("[data-field=Description] dd")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("003000000000002AAA", fields.TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=event-fields-tries] button").Click();
        Assert.Contains("003000000000001AAA", page.Find("[data-testid=event-fields]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Action_Failed_SaysWhySalesforceRefusedIt_AndLeadsToTheOthers()
    {
        var inbox = Store.AddInbox("support");
        var action = Store.AddAction(inbox, ActionStatus.Failed);
        Store.AddError(inbox, code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", action: action.Id, message: "関連先を入力してください");
        Store.AddError(inbox, code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", action: Store.AddAction(inbox, ActionStatus.Failed).Id);

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        var card = page.WaitForElement("[data-testid=action-failed]");
        Assert.Contains("関連先を入力してください", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("入力規則に反しました", card.TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("2件", page.Find("[data-testid=action-same-cause]").TextContent, StringComparison.Ordinal));
        Assert.Equal("/errors?severity=error&category=validation&code=FIELD_CUSTOM_VALIDATION_EXCEPTION", page.Find("[data-testid=action-same-cause]").GetAttribute("href"));
        // Nobody in particular looks: they see who can.
        Assert.Contains("管理者と対応担当", page.Find("[data-testid=errors-why-not]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R-D2")]
    public void Outcome_Unknown_LeadsToASearchInSalesforce()
    {
        var answer = Render<OutcomeAnswer>(p => p
            .Add(a => a.Id, Guid.NewGuid())
            .Add(a => a.Status, ActionStatusCodes.Failed)
            .Add(a => a.LastError, OwnCodes.OutcomeUnknown)
            .Add(a => a.SearchUrl, "https://minatodo.my.salesforce.com/_ui/search/ui/UnifiedSearchResults?str=x"));

        Assert.StartsWith("https://minatodo.my.salesforce.com/", answer.Find("[data-testid=outcome-search]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(answer.FindAll("[data-testid=outcome-stands]"));
        Assert.Contains("管理者と対応担当", answer.Markup, StringComparison.Ordinal);
    }

    private void AddAttempt(SyncAction action, string who) => Store.Save(new AttemptRow
    {
        ActionSeq = action.Seq,
        At = TestStore.Now,
        Class = FailureClass.Data,
        Code = "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        Message = "関連先を入力してください",
        Fields = "WhatId",
        OwnerId = "005000000000001AAA",
        Start = TestStore.Now,
        End = TestStore.Now,
        Type = "メール",
        WhoIds = who,
        SubjectLength = "【メール】返品受付のご案内".Length,
        DescriptionLines = 14,
        DescriptionLength = 412,
    });
}
