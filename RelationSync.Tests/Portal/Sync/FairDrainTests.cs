using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Tests.Portal.Salesforce.Support;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Sync;

/// <summary>Orgs that hang keep no slot that others need.</summary>
[Trait("Rule", "R-T12")]
public sealed class FairDrainTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CoordinatorHarness _harness = null!;
    private int _asked;

    public async Task InitializeAsync() => _harness = await CoordinatorHarness.StartAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [StoreFact]
    public async Task Orgs_TwentyOfFortyHang_TheOthersAreDrainedWithinAMinute()
    {
        const int Hanging = 20;
        const int All = 40;
        _harness.Server.Answer = (context, request) => AnswerAsync(context, request, isHeld: Interlocked.Increment(ref _asked) <= Hanging);
        for (var i = 0; i < All; i++)
        {
            if (i > 0)
            {
                _harness.Sync.GoToNewInbox();
            }

            await _harness.Sync.SendMailAsync();
        }

        _harness.Sync.Clock.Advance(TimeSpan.FromSeconds(61));
        var began = _harness.Sync.Clock.GetUtcNow();
        await _harness.Coordinator.TickAsync(default);

        await Soon.HoldsAsync(
            async () => await SyncedAsync() == All - Hanging,
            () =>
            {
                // Only as fast as the drains take note of it.
                if (_harness.Sync.Clock.GetUtcNow() - began < TimeSpan.FromSeconds(60))
                {
                    _harness.Sync.Clock.Advance(TimeSpan.FromMilliseconds(250));
                }
            });

        _answer.SetResult();
        await _harness.Coordinator.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    private Task<int> SyncedAsync() =>
        _harness.Sync.Store.ReadAsync((db, token) => db.Actions.CountAsync(a => a.Status == ActionStatus.Synced, token), default);

    private async Task AnswerAsync(HttpContext context, ReceivedRequest request, bool isHeld)
    {
        if (isHeld)
        {
            await _answer.Task;
        }

        await CoordinatorHarness.AnswerAsync(context, request);
    }
}
