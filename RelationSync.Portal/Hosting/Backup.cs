using System.Diagnostics;
using Microsoft.Data.Sqlite;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

/// <summary>
/// <c>backup FILE</c>: copies the store as it is at this moment, while a portal runs or not, to a file of its own, and the
/// key files that its keys are sealed with to the folder <c>FILE.keys</c>. Changes nothing in the store.
/// </summary>
internal sealed class Backup(StoreLocation location)
{
    public const string Command = "backup";

    private const UnixFileMode OursAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        if (args is not [Command, { Length: > 0 } given, ..] || given.StartsWith("--", StringComparison.Ordinal))
        {
            await output.WriteLineAsync($"Usage: {Command} FILE");
            return 1;
        }

        if (location.Provider is not StoreProvider.Sqlite)
        {
            await output.WriteLineAsync(
                $"The store is {location.Name}, which PostgreSQL's own tools back up: pg_dump --format=custom --file FILE, or the server's base backups. Keep them, and the file of Keys:File, secret.");
            return 1;
        }

        var file = Path.GetFullPath(given);
        try
        {
            var started = Stopwatch.GetTimestamp();
            await CopyStoreAsync(file, cancellationToken);
            var keys = CopyKeys(file + ".keys");
            await output.WriteLineAsync(
                $"Copied the store to {file} ({new FileInfo(file).Length:N0} bytes, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s) and {keys} key files to {file}.keys. Keep both, and keep them secret.");
            return 0;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"No backup was made of {location.File}: {e.Message}");
            return 1;
        }
    }

    private async Task CopyStoreAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(location.File))
        {
            throw new FileNotFoundException("there is no such store.");
        }

        if (File.Exists(file) || Directory.Exists(file + ".keys"))
        {
            throw new IOException($"{file} or {file}.keys exists already.");
        }

        // SQLite takes an empty file for its own and leaves its mode; one that it makes others could read.
        var part = file + ".part";
        Create(part, FileMode.Create).Dispose();
        try
        {
            await ExecuteAsync(location.ConnectionString, "VACUUM INTO $file", part, cancellationToken);
            if (await ExecuteAsync($"Data Source={part};Mode=ReadOnly", "PRAGMA quick_check", null, cancellationToken) is not "ok")
            {
                throw new IOException("the copy is damaged.");
            }

            await using (var copy = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                copy.Flush(flushToDisk: true);
            }

            File.Move(part, file);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private int CopyKeys(string folder)
    {
        SecretsStartup.PrivateFolder(folder);
        var keys = Directory.Exists(location.KeysFolder) ? Directory.GetFiles(location.KeysFolder) : [];
        foreach (var key in keys)
        {
            using var from = File.OpenRead(key);
            using var to = Create(Path.Combine(folder, Path.GetFileName(key)), FileMode.CreateNew);
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }

        return keys.Length;
    }

    private static FileStream Create(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OursAlone;
        }

        return new FileStream(path, options);
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql, string? file, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // It lasts as long as the store is large.
        command.CommandTimeout = 0;
        if (file is not null)
        {
            command.Parameters.AddWithValue("$file", file);
        }

        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
