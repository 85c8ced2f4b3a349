using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage;

/// <summary>What brings a store to the newest migration, as SQL. Each engine runs it in one transaction, under a lock that dies with its process.</summary>
internal static class MigrationScript
{
    public const string ReadHistory = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";

    /// <summary>What is not yet in the store, in its order; gaps included.</summary>
    /// <exception cref="StartupException">The store has migrations that this program doesn't know.</exception>
    public static List<string> Pending(RelationSyncDb db, IReadOnlyCollection<string> applied)
    {
        var known = db.Database.GetMigrations().ToList();
        var done = applied.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var newer = done.Except(known, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        return newer.Count == 0
            ? known.FindAll(m => !done.Contains(m))
            : throw new StartupException($"The store is newer than this program: it has {string.Join(", ", newer)}. Start the version that it was last used with, or a later one.");
    }

    /// <summary>Checks that a store that is up to date has every table.</summary>
    /// <exception cref="StartupException">Tables are missing: the store was restored only in part.</exception>
    public static void CheckTables(RelationSyncDb db, IReadOnlyCollection<string> present)
    {
        var missing = db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Except(present, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new StartupException($"The store is incomplete: it has no {string.Join(", ", missing)}. Restore a whole backup.");
        }
    }

    /// <summary>The statements of each migration, and its row of the history.</summary>
    public static IEnumerable<string> Statements(RelationSyncDb db, IReadOnlyList<string> pending)
    {
        var (assembly, generator, history) = (db.GetService<IMigrationsAssembly>(), db.GetService<IMigrationsSqlGenerator>(), db.GetService<IHistoryRepository>());
        var models = db.GetService<IModelRuntimeInitializer>();
        yield return history.GetCreateIfNotExistsScript();
        foreach (var id in pending)
        {
            var migration = assembly.CreateMigration(assembly.Migrations[id], db.Database.ProviderName!);
            foreach (var command in generator.Generate(migration.UpOperations, models.Initialize(migration.TargetModel)))
            {
                yield return command.CommandText;
            }

            yield return history.GetInsertScript(new HistoryRow(id, ProductInfo.GetVersion()));
        }
    }
}
