using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>More of what goes wrong with Re:lation's API, and what then.</summary>
[Trait("Rule", "R-P2")]
public sealed class TroubleTests : IDisposable
{
    private static readonly TimeSpan Minutes3 = TimeSpan.FromMinutes(3);

    private readonly RelationHarness _relation = new();

    [StoreFact]
    public async Task SearchRefusedAsWrong_ThreeTimes_StopsTheTenantUntilItIsTakenAgain()
    {
        await StartAsync();
        _relation.Break("status", path: "search", status: 400);
        _relation.Do("send");
        await _relation.PassAsync(TimeSpan.FromSeconds(80));
        Assert.Equal(RelationTenantState.Active, (await _relation.TenantAsync()).State);
        await _relation.PassAsync(Minutes3);

        Assert.Equal(RelationTenantState.ApiChanged, (await _relation.TenantAsync()).State);
        Assert.NotNull((await _relation.TenantAsync()).LastProblem);
        var asked = _relation.Simulated.Calls.All.Count;
        await _relation.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(asked, _relation.Simulated.Calls.All.Count);

        _relation.Mend();
        await _relation.PassAsync(TimeSpan.FromMinutes(50));
        Assert.Equal(RelationTenantState.Active, (await _relation.TenantAsync()).State);
        Assert.Single(await _relation.ActionsAsync());
    }

    [StoreFact]
    public async Task TicketUnreadableForADay_IsListed_AndReadAtOnceWhenAsked()
    {
        await StartAsync();
        var bad = _relation.Do("send");
        _relation.Break("status", path: $"tickets/{bad.TicketId}", status: 500);
        await _relation.PassAsync(TimeSpan.FromMinutes(2));
        await ChangeTicketAsync(t => t.FailingSince = _relation.Now - RetryDelays.Unreadable - TimeSpan.FromMinutes(1));

        var listed = Assert.Single((await ReadingAsync()).Unreadable);
        Assert.Equal(bad.TicketId, listed.TicketId);
        Assert.True(listed.Attempts >= 3);

        _relation.Mend();
        await ChangeTicketAsync(t => t.NotBefore = null);
        await _relation.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Empty((await ReadingAsync()).Unreadable);
        Assert.Single(await _relation.ActionsAsync());
    }

    [StoreFact]
    public async Task OneBrokenMessage_IsSkipped_AndTheRestOfItsTicketGoesOn()
    {
        await StartAsync();
        var first = _relation.Do("send", new TenantAct { By = "sato", Title = "一" });
        _relation.Do("send", new TenantAct { By = "sato", Title = "二", Ticket = first.TicketId });
        _relation.Break("wrong_type", path: $"tickets/{first.TicketId}");
        await _relation.PassAsync(Minutes3);
        Assert.Single(await _relation.ActionsAsync());
        Assert.Equal(1, (await ReadingAsync()).PartlyUnreadable);

        _relation.Mend();
        _relation.Do("send", new TenantAct { By = "sato", Title = "三", Ticket = first.TicketId });
        await _relation.PassAsync(Minutes3);
        Assert.Equal(3, (await _relation.ActionsAsync()).Count);
        Assert.Equal(0, (await ReadingAsync()).PartlyUnreadable);
    }

    [StoreFact]
    public async Task TicketRefusedAsWrong_IsPutOff_AndOthersGoOn()
    {
        await StartAsync();
        var bad = _relation.Do("send", new TenantAct { By = "sato", Title = "悪" });
        _relation.Break("status", path: $"tickets/{bad.TicketId}", status: 400);
        _relation.Do("send", new TenantAct { By = "sato", Title = "良" });
        await _relation.PassAsync(Minutes3);

        Assert.Equal(["良"], (await _relation.ActionsAsync()).Select(a => a.Subject));
        Assert.Equal(RelationTenantState.Active, (await _relation.TenantAsync()).State);
    }

    [StoreFact]
    public async Task TokenRefused_StopsAndGoesOnWithANewOne()
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        await _relation.ReplaceTokenAsync("wrong");
        _relation.Do("send");
        await _relation.PassAsync(TimeSpan.FromMinutes(4));

        Assert.Equal(RelationTenantState.TokenRefused, (await _relation.TenantAsync()).State);
        var refused = _relation.Simulated.Calls.All.Count(c => c.Status == 401);
        await _relation.PassAsync(TimeSpan.FromMinutes(10));
        Assert.InRange(_relation.Simulated.Calls.All.Count(c => c.Status == 401) - refused, 1, 3);
        Assert.Empty(await _relation.ActionsAsync());

        await _relation.ReplaceTokenAsync(_relation.Credentials.Token);
        await _relation.PassAsync(Minutes3);
        Assert.Equal(RelationTenantState.Active, (await _relation.TenantAsync()).State);
        Assert.Single(await _relation.ActionsAsync());
    }

    /// <summary>The keys are others, as after a restore without them: a person has to save the token again, so it counts as refused.</summary>
    [StoreFact]
    public async Task TokenThatCantBeDecrypted_CountsAsRefused_UntilItIsSavedAgain()
    {
        await StartAsync();
        _relation.Secrets = new SecretBox(new EphemeralDataProtectionProvider());
        _relation.Restart();
        _relation.Do("send");
        await _relation.PassAsync(Minutes3);
        Assert.Equal((RelationTenantState.TokenRefused, true), (await _relation.TenantAsync()) is var t ? (t.State, t.StateSince <= _relation.Now - TimeSpan.FromMinutes(2)) : default);

        await _relation.ReplaceTokenAsync(_relation.Credentials.Token);
        await _relation.PassAsync(Minutes3);
        Assert.Equal(RelationTenantState.Active, (await _relation.TenantAsync()).State);
        Assert.Single(await _relation.ActionsAsync());
    }

    /// <summary>Times have seconds only: a change in the second of a read hides behind the same time.</summary>
    [StoreFact]
    [Trait("Rule", "R-P3")]
    public async Task TwoChangesInOneSecond_AreBothRead()
    {
        await StartAsync();
        _relation.Outbox.Clock.Advance(TimeSpan.FromMilliseconds(1000 - _relation.Now.Millisecond));
        var first = _relation.Do("send", new TenantAct { By = "sato", Title = "一" });
        await _relation.Outbox.Store.WriteAsync(async (db, token) => (await db.RelationBoxes.SingleAsync(token)).NextScanAt = null, CancellationToken.None);
        await _relation.RunAsync();
        Assert.Single(await _relation.ActionsAsync());
        Assert.True(Assert.Single(await _relation.TicketsAsync()).IsSoft);
        _relation.Do("send", new TenantAct { By = "sato", Title = "二", Ticket = first.TicketId, At = Assert.Single(await _relation.TicketsAsync()).LastUpdatedAt });
        await _relation.PassAsync(Minutes3);

        Assert.Equal(["一", "二"], (await _relation.ActionsAsync()).Select(a => a.Subject));
    }

    [StoreFact]
    public async Task BoxForbidden_PausesThatBoxAndSaysSo()
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        _relation.Break("forbidden", path: "/1/", headers: false);
        _relation.Do("send");
        await _relation.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(RelationBoxFault.Forbidden, (await _relation.BoxAsync()).Fault);

        _relation.Mend();
        await _relation.PassAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(RelationBoxFault.None, (await _relation.BoxAsync()).Fault);
        Assert.Single(await _relation.ActionsAsync());
    }

    [StoreFact]
    public async Task BoxDeleted_IsAStateOfTheBox_AndOthersGoOn()
    {
        await StartAsync();
        _relation.Outbox.GoToNewInbox();
        await _relation.ConnectAsync(boxId: 2);
        await _relation.PassAsync(TimeSpan.FromSeconds(5));
        _relation.Break("status", path: "/2/", status: 404);
        _relation.Do("send");
        await _relation.PassAsync(Minutes3);

        Assert.Equal(RelationBoxFault.Gone, (await _relation.BoxAsync()).Fault);
        Assert.Equal(RelationTenantState.Active, (await _relation.TenantAsync()).State);
        Assert.Single(await _relation.ActionsAsync());
    }

    [StoreFact]
    public async Task BoxName_IsReadDaily()
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        Assert.Equal("サポート", (await _relation.BoxAsync()).Name);
        await _relation.Outbox.Store.WriteAsync(async (db, token) => (await db.RelationBoxes.SingleAsync(token)).Name = "以前の名前", CancellationToken.None);

        _relation.Outbox.Clock.Advance(ReadUsers.Interval);
        await _relation.PassAsync(Minutes3);
        Assert.Equal("サポート", (await _relation.BoxAsync()).Name);
    }

    [StoreFact]
    public async Task ConnectionMadeAnew_KeepsTheRows_AndTakesNothingOfBefore()
    {
        await StartAsync();
        _relation.Do("send", new TenantAct { By = "sato", Title = "前" });
        await _relation.PassAsync(Minutes3);
        _relation.Do("send", new TenantAct { By = "sato", Title = "間" });
        _relation.Outbox.Clock.Advance(TimeSpan.FromSeconds(2));
        await _relation.ConnectAsync();
        _relation.Do("send", new TenantAct { By = "sato", Title = "後" });
        await _relation.PassAsync(Minutes3);

        Assert.Equal(["前", "後"], (await _relation.ActionsAsync()).Select(a => a.Subject));
        Assert.Equal(3, (await _relation.MessagesAsync()).Count);
    }

    /// <summary>Whatever moved or came late is in the page's figures: held codes, found late, automatic replies, unknown states.</summary>
    [StoreFact]
    public async Task WhatIsNotTaken_IsCountedOnThePage()
    {
        await StartAsync();
        _relation.Do("send", new TenantAct { By = "sato", Channel = "carrier_pigeon" });
        _relation.Do("auto_reply", new TenantAct { Ticket = _relation.Do("receive", new TenantAct()).TicketId });
        await _relation.PassAsync(Minutes3);

        var reading = await ReadingAsync();
        Assert.Equal(1, reading.Held["carrier_pigeon"]);
        Assert.Equal((1, 0), (reading.AutomaticCount, reading.UnknownStates));
        Assert.Empty(await _relation.ActionsAsync());
    }

    /// <summary>A week and more: the fast lane's window doesn't reach so far back; the slow one reads it day by day.</summary>
    [StoreFact]
    [Trait("Rule", "R-P3")]
    public async Task OutageOfMoreThanAWeek_IsReadByTheDeepLane()
    {
        await StartAsync();
        await _relation.PassAsync(Minutes3);
        _relation.Do("send", new TenantAct { By = "sato", Title = "早いころ" });
        _relation.Outbox.Clock.Advance(TimeSpan.FromDays(9));
        _relation.Do("send", new TenantAct { By = "sato", Title = "遅いころ" });
        await _relation.PassAsync(TimeSpan.FromMinutes(10));

        var taken = (await _relation.ActionsAsync()).Select(a => a.Subject).ToList();
        Assert.Contains("遅いころ", taken);
        Assert.Contains("早いころ", taken);
    }

    /// <summary>More tickets than a page holds, in any order, while others push them on.</summary>
    [StoreTheory]
    [InlineData("newest")]
    [InlineData("id")]
    [InlineData("shuffle")]
    [Trait("Rule", "R-P3")]
    public async Task PagesThatShiftWhileTheyAreRead_LoseNothing(string order)
    {
        using RelationHarness relation = new(RelationHarness.Usual(order: order, lagMs: 5_000, jitterMs: 40_000));
        await relation.ConnectAsync();
        await relation.PassAsync(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 120; i++)
        {
            relation.Do("send", new TenantAct { By = "sato", Title = $"件{i}" });
            if (i % 10 == 0)
            {
                await relation.PassAsync(TimeSpan.FromSeconds(3));
            }
        }

        await relation.PassAsync(TimeSpan.FromMinutes(8));
        Assert.Equal(120, (await relation.ActionsAsync()).Select(a => a.Subject).Distinct().Count());
        Assert.Equal(120, (await relation.ActionsAsync()).Count);
    }

    public void Dispose() => _relation.Dispose();

    private async Task StartAsync()
    {
        await _relation.ConnectAsync();
        await _relation.PassAsync(TimeSpan.FromSeconds(5));
    }

    private Task ChangeTicketAsync(Action<RelationTicket> change) =>
        _relation.Outbox.Store.WriteAsync(async (db, token) => change(await db.RelationTickets.SingleAsync(token)), CancellationToken.None);

    private async Task<SourceReading> ReadingAsync() =>
        (await new GetSource(_relation.Outbox.Store, _relation.Outbox.Clock).RunAsync(_relation.Outbox.InboxId, CancellationToken.None))!.Reading!;
}
