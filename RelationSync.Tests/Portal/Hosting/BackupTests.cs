using Microsoft.Data.Sqlite;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>A copy of the store while it is in use, and what becomes of an older copy that is put back.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly SyncHarness _sync = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-backup-").FullName;
    private readonly StringWriter _said = new();

    public void Dispose()
    {
        _sync.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Copy => Path.Combine(_folder, "copy.db");

    [Fact]
    public async Task Backup_WhileOperationsComeIn_IsTheWholeStoreOfOneMoment()
    {
        await _sync.SendMailAsync("before");
        using var done = new CancellationTokenSource();
        var coming = Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                await _sync.SendMailAsync($"during-{i}");
            }
        });

        Assert.Equal(0, await BackUpAsync());
        await done.CancelAsync();
        await coming;

        await using var copy = new SqliteConnection($"Data Source={Copy};Mode=ReadOnly;Pooling=False");
        await copy.OpenAsync();
        Assert.Equal("ok", await ScalarAsync(copy, "PRAGMA integrity_check"));
        Assert.Equal(1L, await ScalarAsync(copy, """SELECT COUNT(*) FROM "Actions" WHERE "ActivityId" = 'before'"""));
        Assert.Equal(await ScalarAsync(copy, """SELECT COUNT(*) FROM "Operations" """), await ScalarAsync(copy, """SELECT COUNT(*) FROM "Actions" """));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Copy + ".keys"));
        }
    }

    [Fact]
    public async Task Backup_OntoAFileThatExists_IsRefusedAndLeavesIt()
    {
        await File.WriteAllTextAsync(Copy, "mine");

        Assert.Equal(1, await BackUpAsync());

        Assert.Equal("mine", await File.ReadAllTextAsync(Copy));
        Assert.Contains("exists already", _said.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("backup", "")]
    [InlineData("backup", "--Urls=x")]
    public async Task Backup_WithoutAFile_SaysHow(params string[] args)
    {
        Assert.Equal(1, await new Backup(Location(_sync.File)).RunAsync(args, _said, default));

        Assert.StartsWith("Usage: backup FILE", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_OfNoStore_MakesNone()
    {
        var missing = Path.Combine(_folder, "missing.db");

        Assert.Equal(1, await new Backup(Location(missing)).RunAsync(["backup", Copy], _said, default));

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    [Trait("Rule", "R-D1")]
    public async Task OlderCopyPutBack_OverAnOrgWithNewerEvents_DoublesNothingThatTheMarkerTells()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync("synced-before");
        await _sync.PassHoldsAndDrainAsync();
        await _sync.SendMailAsync("waiting");
        Assert.Equal(0, await BackUpAsync());
        await _sync.SendMailAsync("after");
        var sentAgain = _sync.Clock.GetUtcNow();
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(3, _sync.Org.Events.Count);
        var events = _sync.Org.Events.Select(e => (e.Id, e.Record.Marker)).ToList();

        PutBack();
        Assert.Equal(2, (await _sync.ActionsAsync()).Count);
        // Its sender sends again what was sent since the copy: the same operations, which this store doesn't know.
        _sync.Clock.AdjustTime(sentAgain.AddDays(1));
        await _sync.PostAsync($$"""
            {"id":"after-sent-{{sentAgain:HHmmss}}","type":"message.sent","channel":"mail","activity_id":"after","occurred_at":"{{sentAgain:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}",
             "operator":{"email":"sato@example.com"},"data":{"subject":"件","body":"本文","to":["a@customer.example"]} }
            """);
        await _sync.PassHoldsAndDrainAsync();

        Assert.All(await _sync.ActionsAsync(), a => Assert.Equal(RelationSync.Domain.Actions.ActionStatus.Synced, a.Status));
        Assert.Equal(events, _sync.Org.Events.Select(e => (e.Id, e.Record.Marker)));
    }

    private Task<int> BackUpAsync() => new Backup(Location(_sync.File)).RunAsync(["backup", Copy], _said, default);

    /// <summary>As the operations guide says: the copy in the store's place, its log gone.</summary>
    private void PutBack()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_sync.File + "-wal");
        File.Delete(_sync.File + "-shm");
        File.Copy(Copy, _sync.File, overwrite: true);
        _sync.Memory = new RelationSync.Domain.Sync.DrainMemory(_sync.Settings, _sync.Clock);
    }

    private static StoreLocation Location(string file) => new(new StoreOptions { RelationSync = $"Data Source={file}" }, isDemo: false);

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
