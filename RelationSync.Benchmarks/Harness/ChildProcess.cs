using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RelationSync.Benchmarks.Harness;

/// <summary>One of our programs as a process of its own, from the build beside this one.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private const int MostComplaints = 10;
    private readonly Queue<string> _lastWords = new();
    private readonly List<string> _complaints = [];

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>The first lines that it logged (as JSON) as an error or worse.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_lastWords)
            {
                return [.. _complaints];
            }
        }
    }

    /// <summary>The last lines it printed.</summary>
    public string LastWords
    {
        get
        {
            lock (_lastWords)
            {
                return string.Join('\n', _lastWords);
            }
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts <c>{assembly}.dll</c> and waits until <paramref name="readyUrl"/> answers.</summary>
    /// <param name="folder">Where the program is; null: in the build beside this one.</param>
    public static async Task<ChildProcess> StartAsync(
        string assembly, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string readyUrl, CancellationToken cancellationToken, string? folder = null)
    {
        folder ??= AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        start.ArgumentList.Add(Path.Combine(folder, assembly + ".dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var child = new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{assembly} did not start."));
        await child.WaitUntilReadyAsync(assembly, readyUrl, cancellationToken);
        return child;
    }

    /// <summary>SIGKILL: no goodbye.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>SIGTERM, as systemd and containers send it; answers how long it took to end, and how it ended.</summary>
    public async Task<(TimeSpan Took, int ExitCode)> TerminateAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(cancellationToken);
        return (Stopwatch.GetElapsedTime(began), _process.ExitCode);
    }

    /// <summary>SIGSTOP: it stands still, as a machine that swaps or whose host is paused.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => SignalAsync("STOP", cancellationToken);

    /// <summary>SIGCONT.</summary>
    public Task ContinueAsync(CancellationToken cancellationToken) => SignalAsync("CONT", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    private async Task WaitUntilReadyAsync(string assembly, string readyUrl, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var i = 0; i < 1200; i++)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{assembly} ended with {_process.ExitCode} before it was ready:\n{LastWords}");
            }

            try
            {
                if ((await http.GetAsync(new Uri(readyUrl), cancellationToken)).StatusCode < HttpStatusCode.InternalServerError)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // not listening yet
            }

            await Task.Delay(100, cancellationToken);
        }

        throw new TimeoutException($"{assembly} did not answer at {readyUrl}:\n{LastWords}");
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastWords)
        {
            if (_complaints.Count < MostComplaints && (line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"LogLevel\":\"Critical\"", StringComparison.Ordinal)))
            {
                _complaints.Add(line);
            }

            _lastWords.Enqueue(line);
            while (_lastWords.Count > 40)
            {
                _lastWords.Dequeue();
            }
        }
    }
}
