using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>Builds of November 2026 stored a source of its own, 3, for the portal's test operations.</summary>
[Trait("Rule", "R-T15")]
public sealed class FormerSourceTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    [StoreFact]
    public async Task SourceThatNoBuildWritesAnyMore_IsReadAsAPush()
    {
        await _sync.SendMailAsync("m1");
        await _sync.Store.WriteAsync(
            async (db, token) =>
            {
                await db.Database.ExecuteSqlRawAsync("""UPDATE "Operations" SET "Source" = 3""", token);
                return await db.Database.ExecuteSqlRawAsync("""UPDATE "Actions" SET "Source" = 3""", token);
            },
            CancellationToken.None);
        Assert.Equal(OperationSource.Push, Assert.Single(await _sync.ActionsAsync()).Source);

        await _sync.CancelSendAsync("m1");

        var action = Assert.Single(await _sync.ActionsAsync());
        Assert.Equal((OperationSource.Push, ActionStatus.Cancelled), (action.Source, action.Status));
    }

    public void Dispose() => _sync.Dispose();
}
