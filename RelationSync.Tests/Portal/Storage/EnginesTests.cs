using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

public sealed class EnginesTests
{
    [StoreFact]
    public async Task StoreFact_AStoreOfTheTest_IsOnItsEngine()
    {
        using var file = new StoreFile();

        await file.Store.WriteAsync(
            (db, _) =>
            {
                db.Settings.Add(new Setting { Key = "k", Value = "見積書" });
                return Task.CompletedTask;
            },
            CancellationToken.None);

        var (provider, value, isNpgsql) = await file.Store.ReadAsync(
            async (db, token) => (db.Dialect.Provider, (await db.Settings.SingleAsync(s => s.Key == "k", token)).Value, db.Database.IsNpgsql()), CancellationToken.None);
        Assert.Equal((TestEngine.Current, "見積書", TestEngine.Current is StoreProvider.PostgreSql), (provider, value, isNpgsql));
    }
}
