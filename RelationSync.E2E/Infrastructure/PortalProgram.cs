using System.Diagnostics;

namespace RelationSync.E2E.Infrastructure;

/// <summary>The portal's program as a process that can be asked to end, and tells how it ended.</summary>
internal sealed class PortalProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Queue<string> _lastWords = new();
    private readonly Action<string>? _hear;

    private PortalProgram(Process process, Action<string>? hear)
    {
        _process = process;
        _hear = hear;
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ExitCode => _process.ExitCode;

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

    /// <summary>Starts it from the build beside the tests and waits until it answers.</summary>
    /// <param name="url">Where it is to listen.</param>
    /// <param name="environment">Its settings.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="hear">Is told every line it prints, one at a time.</param>
    public static async Task<PortalProgram> StartAsync(
        string url, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken, Action<string>? hear = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RelationSync.Portal.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        start.Environment["Urls"] = start.Environment["ASPNETCORE_URLS"] = url;
        var program = new PortalProgram(Process.Start(start)!, hear);
        try
        {
            await program.WaitUntilReadyAsync(url + "/health/live", cancellationToken);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGTERM, as systemd and containers send it; then waits for its end.</summary>
    public async Task<TimeSpan> TerminateAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(cancellationToken);
        return TimeProvider.System.GetElapsedTime(began);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(string url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Until.TrueAsync(
            async () =>
            {
                if (_process.HasExited)
                {
                    throw new InvalidOperationException($"The portal ended with {_process.ExitCode} before it was ready:\n{LastWords}");
                }

                try
                {
                    using var answer = await http.GetAsync(new Uri(url), cancellationToken);
                    return answer.IsSuccessStatusCode;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
                {
                    return false; // not listening yet
                }
            },
            () => $"The portal did not answer at {url}:\n{LastWords}",
            cancellationToken);
    }

    private void Keep(string? line)
    {
        lock (_lastWords)
        {
            _lastWords.Enqueue(line ?? "");
            _hear?.Invoke(line ?? "");
            while (_lastWords.Count > 60)
            {
                _lastWords.Dequeue();
            }
        }
    }
}
