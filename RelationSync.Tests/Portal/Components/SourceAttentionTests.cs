using System.Text;
using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Components.Pages.Actions;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

/// <summary>What pages say of a source that can't be read, and of a test.</summary>
public sealed class SourceAttentionTests : RoomsContext
{
    /// <summary>No page says that all is well while nothing is read.</summary>
    [Theory]
    [InlineData(RelationTenantState.TokenRefused, RelationBoxFault.None, "Re:lationが窓口のAPIトークンを拒否しています")]
    [InlineData(RelationTenantState.ApiChanged, RelationBoxFault.None, "Re:lationのAPIが窓口の検索を受け付けません")]
    [InlineData(RelationTenantState.Unavailable, RelationBoxFault.None, "Re:lationが応答しません：窓口")]
    [InlineData(RelationTenantState.Active, RelationBoxFault.Forbidden, "窓口が読むRe:lationの受信箱を読み取れません")]
    public void Dashboard_SourceThatCantBeRead_NeedsSomebody(RelationTenantState state, RelationBoxFault fault, string words)
    {
        var at = TestStore.Now.AddHours(-1);
        FamilySource api = new(SourceOwner.Api, SourceOwner.Api);
        Inbox inbox = new()
        {
            Key = "desk",
            Name = "窓口",
            TimeZone = "Asia/Tokyo",
            SecretProtected = "-",
            CreatedAt = at,
            SyncFrom = at,
            Sources = new InboxSources(api, api, api, api),
        };
        Store.Save(inbox);
        Store.AddConnection(inbox);
        Store.Save(new RelationTenant { Subdomain = "acme", TokenProtected = "-", State = state, StateSince = at });
        Store.Save(new RelationBox { InboxId = inbox.Id, Subdomain = "acme", BoxId = 1, DefaultOperator = "desk@example.com", Fault = fault, CompleteThrough = at });

        var attention = Render<DashboardPage>().WaitForElement("[data-testid=dashboard-attention]");

        Assert.Contains(words, attention.TextContent, StringComparison.Ordinal);
        Assert.Contains("13:30", attention.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/inboxes/{inbox.Id}", attention.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("受信停止", Render<ConnectionsPage>().WaitForElement("[data-testid=connection-state]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Of a description its lines and length, never its text.</summary>
    [Fact]
    [Trait("Rule", "R-T16")]
    public async Task Action_OfATest_IsPreviewedWithoutItsBody()
    {
        Inbox inbox = new() { Key = "try", Name = "お試し", TimeZone = "Asia/Tokyo", SecretProtected = "-", CreatedAt = TestStore.Now, SyncFrom = TestStore.Now.AddDays(-1), IsTest = true };
        Store.Save(inbox);
        var json = Encoding.UTF8.GetBytes("""
            {"id":"m1","type":"message.sent","channel":"mail","activity_id":"m1","occurred_at":"2026-11-24T05:30:00Z","operator":{"email":"sato@example.com"},
             "data":{"subject":"件","body":"himitsu\n二行目","to":["a@customer.example"]}}
            """);
        using var intake = new OperationIntake(Store.Store, HoldOptions.Default, Feed, Time);
        var operation = OperationReader.Read(JsonElement.Parse(json), TestStore.Now).Operation!;
        Assert.Equal(IntakeStatus.Accepted, Assert.Single(await intake.AcceptAsync(inbox.Id, [new IncomingOperation(operation, json, TestStore.Now)], default)).Status);
        using var db = Store.CreateDbContext();

        var page = Render<ActionPage>(p => p.Add(a => a.Id, db.Actions.Single().Id));

        Assert.Contains("2行・11文字", page.WaitForElement("[data-testid=event-preview]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("himitsu", page.Markup, StringComparison.Ordinal);
    }
}
