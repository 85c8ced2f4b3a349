using RelationSync.Domain.Actions;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>Sends and schedules that are taken back leave no time to be found by; their actions are cancelled nevertheless.</summary>
[Trait("Rule", "R-P2")]
public sealed class TakenBackTests : IDisposable
{
    private static readonly TimeSpan Minutes3 = TimeSpan.FromMinutes(3);

    private readonly RelationHarness _relation = new();

    public void Dispose() => _relation.Dispose();

    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task SendCancelled_CancelsItsAction()
    {
        await StartAsync();
        var mail = _relation.Do("send");
        await _relation.PassAsync(TimeSpan.FromSeconds(70));
        Assert.Single(await _relation.ActionsAsync());
        _relation.Do("cancel_send", new TenantAct { By = "sato", Message = mail.MessageId });
        await _relation.PassAsync(Minutes3);

        Assert.Equal(ActionStatus.Cancelled, Assert.Single(await _relation.ActionsAsync()).Status);
    }

    /// <summary>A draft has no sent time, by which the search goes: what was taken back long after is known by its absence.</summary>
    [StoreTheory]
    [InlineData(3, 6)]
    [InlineData(40, 35)]
    [Trait("Rule", "R-P3")]
    [Trait("Rule", "R-T4")]
    public async Task SendCancelled_Late_IsSeenByItsAbsence(int minutes, int seenAfter)
    {
        await StartAsync();
        var mail = _relation.Do("send");
        await _relation.PassAsync(TimeSpan.FromMinutes(minutes));
        _relation.Do("cancel_send", new TenantAct { By = "sato", Message = mail.MessageId });
        await _relation.PassAsync(TimeSpan.FromMinutes(seenAfter));

        Assert.Equal(ActionStatus.Cancelled, Assert.Single(await _relation.ActionsAsync()).Status);
    }

    /// <summary>Seed 341 of <c>poll</c>: the draft was read while its state wasn't understood, and nothing found it from then on.</summary>
    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task SendCancelled_ReadWhileItsStateIsUnknown_IsSeenOnceItIsKnown()
    {
        await StartAsync();
        var mail = _relation.Do("send");
        await _relation.PassAsync(Minutes3);
        _relation.Break("unknown_action");
        _relation.Do("cancel_send", new TenantAct { By = "sato", Message = mail.MessageId });
        await _relation.PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal("archived", Assert.Single(await _relation.MessagesAsync()).Action);

        _relation.Mend();
        await _relation.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(ActionStatus.Cancelled, Assert.Single(await _relation.ActionsAsync()).Status);
    }

    [StoreFact]
    [Trait("Rule", "R-T6")]
    public async Task ScheduleCancelledAndMadeAnew_IsTakenTwice()
    {
        await StartAsync();
        var mail = _relation.Do("schedule", new TenantAct { By = "sato", ScheduledFor = _relation.Now.AddHours(5) });
        await _relation.PassAsync(Minutes3);
        _relation.Do("unschedule", new TenantAct { By = "sato", Message = mail.MessageId });
        await _relation.PassAsync(TimeSpan.FromMinutes(6));
        _relation.Do("schedule", new TenantAct { By = "sato", Message = mail.MessageId, ScheduledFor = _relation.Now.AddHours(6) });
        await _relation.PassAsync(Minutes3);

        Assert.Equal(2, (await _relation.ActionsAsync()).Count(a => a.Status != ActionStatus.Cancelled));
    }

    /// <summary>A move or deletion of many is looked at without a rush, each once.</summary>
    [StoreFact]
    [Trait("Rule", "R-P5")]
    public async Task Purged_AreLookedForOnceAndAFewAtATime()
    {
        await StartAsync();
        var tickets = Enumerable.Range(0, 12).Select(_ => _relation.Do("send").TicketId).ToList();
        await _relation.PassAsync(Minutes3);
        tickets.ForEach(t => _relation.Do("purge", new TenantAct { Ticket = t }));
        await _relation.PassAsync(TimeSpan.FromMinutes(12));

        var looks = _relation.Simulated.Calls.All.Where(c => c.Status == 404).ToList();
        Assert.Equal(12, looks.Count);
        Assert.All(looks.CountBy(c => c.At.ToUnixTimeSeconds() / 60), minute => Assert.InRange(minute.Value, 1, 6));
        Assert.DoesNotContain(await _relation.ActionsAsync(), a => a.Status == ActionStatus.Cancelled);
    }

    private async Task StartAsync()
    {
        await _relation.ConnectAsync();
        await _relation.PassAsync(TimeSpan.FromSeconds(5));
    }
}
