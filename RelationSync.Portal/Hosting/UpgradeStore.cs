using Microsoft.Data.Sqlite;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

/// <summary><c>upgrade-store</c>: makes an SQLite store of a build before 1.0 one of this version, once, while no portal runs on it.</summary>
internal sealed class UpgradeStore(StoreLocation location, FormerStore former)
{
    public const string Command = "upgrade-store";

    /// <summary>Why the start refuses such a store; null: it is none.</summary>
    public static string? Refusal(StoreLocation location) => location.Provider is StoreProvider.Sqlite && FormerStore.Applied(location.ConnectionString).Count > 0
        ? $"The store {location.File} was made by a build before 1.0. Copy it and the folder {location.KeysFolder} to a safe place, then run the command {Command} once."
        : null;

    public async Task<int> RunAsync(TextWriter output)
    {
        if (location.Provider is not StoreProvider.Sqlite)
        {
            await output.WriteLineAsync("Only SQLite stores were made before 1.0: there is nothing to upgrade.");
            return 1;
        }

        try
        {
            var applied = FormerStore.Applied(location.ConnectionString);
            if (applied.Count == 0)
            {
                await output.WriteLineAsync($"{location.File} is no store of a build before 1.0: there is nothing to upgrade.");
                return 1;
            }

            if (FormerStore.Migrations.Except(applied, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } missing)
            {
                await output.WriteLineAsync($"The store {location.File} is older still: it lacks {string.Join(", ", missing)}. Start it once with the last build before 1.0, stop that, and run {Command} again.");
                return 1;
            }

            former.Upgrade();
            await output.WriteLineAsync($"The store {location.File} is upgraded. The search finds everything again some minutes after the next start.");
            return 0;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await output.WriteLineAsync($"The store {location.File} stays as it was: {e.Message}");
            return 1;
        }
    }
}
