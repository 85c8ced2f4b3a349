using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace RelationSync.Tests.Support.Engines;

/// <summary>
/// The PostgreSQL of the tests: the one that <c>RELATIONSYNC_TEST_POSTGRES</c> connects to, else one that this process starts
/// in a temporary folder, without care for its disk, and stops at its end.
/// </summary>
internal sealed class PostgreSqlServer
{
    private const string Variable = "RELATIONSYNC_TEST_POSTGRES";

    private static readonly string? Given = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private static readonly Lazy<PostgreSqlServer> Shared = new(() => new PostgreSqlServer(Given ?? StartIn(Programs ?? throw new InvalidOperationException(Missing))));

    private readonly string _connectionString;

    private PostgreSqlServer(string connectionString) => _connectionString = connectionString;

    /// <summary>Why there is none, and how to get one; null: there is one.</summary>
    public static string? Missing => Given is null && Programs is null ? $"There is no PostgreSQL here: apt-get install -y postgresql, or set {Variable}." : null;

    /// <summary>Whether it outlives this process, so that what is made in it has to be taken away.</summary>
    public static bool IsGiven => Given is not null;

    /// <summary>Started when it is first asked for.</summary>
    public static PostgreSqlServer Instance => Shared.Value;

    /// <summary>To a database of that server.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(_connectionString)
    {
        Database = database,
        // A test's store is its own: connections kept open for later would be too many.
        MaxPoolSize = 20,
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 1,
    }.ToString();

    public void Execute(string sql, string database = "postgres")
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string StartIn(string programs)
    {
        var folder = Directory.CreateTempSubdirectory("relationsync-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", folder);
        }

        var (data, port) = (Path.Combine(folder, "data"), FreePort());
        AsPostgres(Path.Combine(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        var options = $"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB";
        AsPostgres(Path.Combine(programs, "pg_ctl"), "-D", data, "-l", Path.Combine(folder, "log"), "-w", "-o", options, "start");
        StopWithThisProcess(programs, folder, data);
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    /// <summary>However this process ends: a test host is often killed.</summary>
    private static void StopWithThisProcess(string programs, string folder, string data)
    {
        const string Script = """
            while kill -0 "$1" 2>/dev/null; do sleep 1; done
            if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$2" -D "$3" -m immediate stop; else "$2" -D "$3" -m immediate stop; fi
            rm -rf "$4"
            """;
        Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", "setsid sh -c \"$0\" sh \"$@\" >/dev/null 2>&1 </dev/null &", Script, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), Path.Combine(programs, "pg_ctl"), data, folder])
        {
            WorkingDirectory = "/",
        })!.Dispose();
    }

    private static void AsPostgres(string program, params ReadOnlySpan<string> arguments)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        }
        else
        {
            Run(program, arguments);
        }
    }

    private static void Run(string program, params ReadOnlySpan<string> arguments)
    {
        // Its output isn't read: pg_ctl's server would keep a pipe open for as long as it lives.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
