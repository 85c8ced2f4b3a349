using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RelationSync.Benchmarks.Harness;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Starting;

/// <summary>A folder with an SQLite file and its keys.</summary>
internal sealed class StartFile : StartStore
{
    private readonly DirectoryInfo? _own;

    /// <param name="folder">Null: one of its own.</param>
    public StartFile(string? folder = null)
    {
        _own = folder is null ? Directory.CreateTempSubdirectory("relationsync-starts-") : null;
        Folder = folder ?? _own!.FullName;
    }

    public string Folder { get; }

    public string Database => Path.Combine(Folder, "portal.db");

    public string Keys => Path.Combine(Folder, "keys");

    public override StoreTarget Target => StoreTarget.File(Database);

    /// <summary>With the lock that EF Core leaves behind where it is killed.</summary>
    public override void MakeOld()
    {
        base.MakeOld();
        LeaveLock();
    }

    /// <summary>Makes it one of a build before 1.0.</summary>
    public void MakeFormer() => Execute(
        """
        CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY, "ProductVersion" TEXT NOT NULL);
        INSERT INTO "__EFMigrationsHistory" VALUES ('20261123170650_First', '10.0.0');
        """);

    /// <summary>Leaves EF Core's lock row behind, as a start of an older version that was killed.</summary>
    public void LeaveLock() => Execute(
        """
        CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        INSERT OR REPLACE INTO "__EFMigrationsLock" VALUES (1, '2026-11-23 01:00:00+00:00');
        """);

    /// <summary>Makes it another store, as if it had been started in its own right.</summary>
    public void BeAnother() => Execute($"PRAGMA application_id = {RandomNumberGenerator.GetInt32(1, int.MaxValue)}");

    public override StartStore Copy() => CopyTo(null);

    /// <param name="folder">Null: one of its own.</param>
    public StartFile CopyTo(string? folder)
    {
        var copy = new StartFile(folder);
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
        }

        var keys = Directory.CreateDirectory(copy.Keys);
        foreach (var file in Directory.EnumerateFiles(Keys))
        {
            File.Copy(file, Path.Combine(keys.FullName, Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>What SQLite says of the file.</summary>
    public override string? Damage()
    {
        if (!File.Exists(Database))
        {
            return null;
        }

        var answer = (string)Scalar("PRAGMA quick_check")!;
        return answer == "ok" ? null : answer;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _own?.Delete(recursive: true);
    }

    protected override RelationSyncDb Db() => new(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite($"{Target.ConnectionString};Pooling=False").Options);
}
