using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Audit;

public sealed class AuditChainTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 30, 1, 2, 3, TimeSpan.Zero);

    private readonly StoreFile _file = new();

    private Store Store => _file.Store;

    public void Dispose() => _file.Dispose();

    [StoreFact]
    public async Task Verify_Untouched_HoldsAndPrintsTheLastHash()
    {
        Assert.Equal((0, "The audit log holds: 0 entries are chained, 0 are older than the chain."), Parts(await VerifyAsync()));
        await WriteAsync(3);

        var (code, text) = await VerifyAsync();

        Assert.Equal((0, "The audit log holds: 3 entries are chained, 0 are older than the chain."), Parts((code, text)));
        var noted = text.Trim().Split(' ')[^1];
        await WriteAsync(1);
        Assert.Equal(0, (await VerifyAsync(noted)).Code);
        Assert.Equal(1, (await VerifyAsync(new string('0', 64))).Code);
    }

    [StoreFact]
    public async Task Verify_EntryChangedTakenOutOrPutIn_Says()
    {
        await WriteAsync(5);
        await ChangeAsync((db, token) => db.AuditEntries.Where(e => e.About == "2").ExecuteUpdateAsync(set => set.SetProperty(e => e.Actor, "other"), token));
        Assert.Contains("Entry 3 does not follow", (await VerifyAsync()).Text, StringComparison.Ordinal);
        await ChangeAsync((db, token) => db.AuditEntries.Where(e => e.About == "2").ExecuteUpdateAsync(set => set.SetProperty(e => e.Actor, "me"), token));
        Assert.Equal(0, (await VerifyAsync()).Code);

        await ChangeAsync((db, token) => db.AuditEntries.Where(e => e.About == "2").ExecuteUpdateAsync(set => set.SetProperty(e => e.Hash, (byte[]?)null), token));
        Assert.Contains("Entry 3 is not chained", (await VerifyAsync()).Text, StringComparison.Ordinal);

        await ChangeAsync((db, token) => db.AuditEntries.Where(e => e.About == "2").ExecuteDeleteAsync(token));
        Assert.Contains("Entry 4 does not follow", (await VerifyAsync()).Text, StringComparison.Ordinal);
    }

    [StoreTheory]
    [InlineData("4", "Entries after 4 are missing.")]
    [InlineData(null, "All chained entries are missing.")]
    public async Task Verify_WithoutItsEnd_Says(string? about, string expected)
    {
        await WriteAsync(5);

        await ChangeAsync((db, token) => db.AuditEntries.Where(e => about == null || e.About == about).ExecuteDeleteAsync(token));

        Assert.Contains(expected, (await VerifyAsync()).Text, StringComparison.Ordinal);
    }

    /// <summary>Entries of before there was a chain, and of a node of the former version beside this one.</summary>
    [StoreFact]
    public async Task Write_AfterUnchainedEntries_ChainsThoseAfterTheHead()
    {
        InsertUnchained("old");
        await WriteAsync(1);
        InsertUnchained("of a former node");
        Assert.Equal(0, (await VerifyAsync()).Code);

        await WriteAsync(1);

        Assert.Equal((0, "The audit log holds: 3 entries are chained, 1 are older than the chain."), Parts(await VerifyAsync()));
    }

    [StoreFact]
    public async Task Write_TwoNodesAtOnce_IsOneChain()
    {
        using var other = new Store(_file);
        await Task.WhenAll(new[] { Store, other, Store, other }.Select(store => Task.Run(async () =>
        {
            for (var i = 0; i < 8; i++)
            {
                await store.WriteAsync(
                    async (db, token) =>
                    {
                        Add(db, "first");
                        await db.SaveChangesAsync(token);
                        Add(db, "second");
                        Add(db, "third");
                    },
                    default);
            }
        })));

        Assert.Equal((0, "The audit log holds: 96 entries are chained, 0 are older than the chain."), Parts(await VerifyAsync()));
    }

    private static (int Code, string Text) Parts((int Code, string Text) said) => (said.Code, said.Text.Split(" Last hash")[0]);

    private static void Add(RelationSyncDb db, string about) => db.Audit("me", "192.0.2.1", AuditAct.InboxChanged, about, At, ("name", "n"));

    private async Task WriteAsync(int entries)
    {
        for (var i = 0; i < entries; i++)
        {
            await Store.WriteAsync((db, _) => { Add(db, $"{i}"); return Task.CompletedTask; }, default);
        }
    }

    private Task ChangeAsync(Func<RelationSyncDb, CancellationToken, Task> change) => Store.WriteAsync(change, default);

    /// <summary>As a former version does it: saved in one go, nothing is chained.</summary>
    private void InsertUnchained(string about)
    {
        using var db = _file.CreateDbContext();
        db.AuditEntries.Add(new AuditEntry { At = At, Actor = "me", Act = AuditAct.InboxChanged, About = about });
        db.SaveChanges();
    }

    private async Task<(int Code, string Text)> VerifyAsync(string? noted = null)
    {
        await using var output = new StringWriter();
        var code = await new VerifyAudit(Store).RunAsync(noted is null ? [VerifyAudit.Command] : [VerifyAudit.Command, noted], output, default);
        return (code, output.ToString());
    }
}
