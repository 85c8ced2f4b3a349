using System.Diagnostics;
using System.Globalization;
using Npgsql;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Harness;

/// <summary>A PostgreSQL server of its own, on a disk that is cared for; can be restarted and killed.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-postgres-").FullName;
    private readonly string _programs = Programs ?? throw new InvalidOperationException(Missing);

    private PostgresProcess()
    {
    }

    /// <summary>Why there can be none; null: there can.</summary>
    public static string? Missing => Programs is null ? "There is no PostgreSQL here: apt-get install -y postgresql." : null;

    public int Port { get; } = ChildProcess.FreePort();

    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private string Data => Path.Combine(_folder, "data");

    /// <param name="port">Its own, or that of a way to it.</param>
    /// <param name="database">Which; one is there from the beginning.</param>
    public static string ConnectionString(int port, string database = "postgres") =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Timeout=5;Command Timeout=15;Keepalive=5");

    public static async Task<PostgresProcess> StartAsync(CancellationToken cancellationToken)
    {
        var server = new PostgresProcess();
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["postgres", server._folder], cancellationToken);
        }

        await server.AsServerAsync("initdb", ["-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], cancellationToken);
        await server.UpAsync(cancellationToken);
        return server;
    }

    /// <summary>Makes an empty database of that name.</summary>
    public StoreTarget CreateDatabase(string name)
    {
        Execute($"CREATE DATABASE {name}");
        return new StoreTarget(StoreProvider.PostgreSql, ConnectionString(Port, name));
    }

    /// <summary>As the superuser, in the database that is there from the beginning.</summary>
    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection($"{ConnectionString(Port)};Pooling=False");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Room for databases in a folder on another disk.</summary>
    public void MakeTablespace(string name, string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Process.Start("chown", ["postgres", folder]).WaitForExit();
        }

        Execute($"CREATE TABLESPACE {name} LOCATION '{folder}'");
    }

    public Task UpAsync(CancellationToken cancellationToken) => AsServerAsync(
        "pg_ctl",
        ["-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o", string.Create(CultureInfo.InvariantCulture, $"-c port={Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300"), "start"],
        cancellationToken);

    /// <summary>As its service manager stops it: transactions under way are called off.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => AsServerAsync("pg_ctl", ["-D", Data, "-m", "fast", "-w", "stop"], cancellationToken);

    /// <summary>SIGQUIT to all its processes: what isn't on the disk is gone, and the next start recovers.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => AsServerAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync(CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // it is down
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>No server runs as root.</summary>
    private Task AsServerAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_programs, program);
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments], cancellationToken) : RunAsync(path, arguments, cancellationToken);
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        // Its output isn't read: pg_ctl's server would keep a pipe open for as long as it lives.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
