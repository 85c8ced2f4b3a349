using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RelationSync.Benchmarks.Harness;

/// <summary>The real nginx with <c>deploy/nginx/relationsync.conf</c>, of which only names, addresses and TLS are others.</summary>
internal sealed partial class NginxProcess : IAsyncDisposable
{
    /// <summary>Header of every answer: address of the node that gave it, after those that didn't.</summary>
    public const string NodeHeader = "X-Node";

    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-nginx-").FullName;
    private readonly Process _process;

    private NginxProcess(int port, IReadOnlyList<int> nodes)
    {
        Port = port;
        var file = Path.Combine(_folder, "nginx.conf");
        File.WriteAllText(file, Configuration(port, nodes));
        _process = Process.Start(new ProcessStartInfo(Program ?? throw new InvalidOperationException(Missing), ["-p", _folder, "-e", "stderr", "-c", file]) { RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>Why there can be none; null: there can.</summary>
    public static string? Missing => Program is null ? "There is no nginx here: apt-get install -y nginx-light." : null;

    public int Port { get; }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    private static string? Program => Places.FirstOrDefault(File.Exists);

    /// <param name="nodes">Ports of the nodes, in the order of the file.</param>
    public static async Task<NginxProcess> StartAsync(int port, IReadOnlyList<int> nodes, CancellationToken cancellationToken)
    {
        var nginx = new NginxProcess(port, nodes);
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var client = new System.Net.Sockets.TcpClient();
                await client.ConnectAsync("127.0.0.1", nginx.Port, cancellationToken);
                return nginx;
            }
            catch (System.Net.Sockets.SocketException) when (!nginx._process.HasExited)
            {
                await Task.Delay(50, cancellationToken);
            }
        }

        throw new TimeoutException("nginx did not listen.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration(int port, IReadOnlyList<int> nodes)
    {
        var site = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "nginx", "relationsync.conf"));
        site = Certificate().Replace(site, "");
        site = Replaced(site, "listen 443 ssl;", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port};"));
        site = Replaced(site, "userid_flags secure ", "userid_flags "); // there is no TLS here
        foreach (var (i, node) in nodes.Index())
        {
            site = Replaced(site, string.Create(CultureInfo.InvariantCulture, $"10.0.0.{11 + i}:5080"), string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{node}"));
        }

        string[] temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        return $$"""
            daemon off;
            master_process off;
            pid {{_folder}}/pid;
            events { worker_connections 1024; }
            http {
              access_log off;
              add_header {{NodeHeader}} $upstream_addr always;
              {{string.Join("\n  ", temporary.Select(t => $"{t}_temp_path {_folder}/{t};"))}}
              {{site}}
            }
            """;
    }

    private static string Replaced(string text, string old, string with) =>
        text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, with, StringComparison.Ordinal) : throw new InvalidOperationException($"The example has no '{old}'.");

    [GeneratedRegex(@"ssl_certificate(_key)? [^;]+;")]
    private static partial Regex Certificate();
}
