using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace RelationSync.Benchmarks.Harness;

/// <summary>One start of the portal as a process: what it said, how far it came, and how it ended.</summary>
internal sealed class PortalStart : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>What a start says it says early.</summary>
    private static readonly TimeSpan SaysWithin = TimeSpan.FromSeconds(20);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly HttpClient _http;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly string _secret;

    private PortalStart(Process process, string url, string secret)
    {
        (_process, _secret) = (process, secret);
        _http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(10) };
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public TimeSpan Since => Stopwatch.GetElapsedTime(_began);

    /// <summary>Null: it lives.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    public string Said => string.Join('\n', _lines);

    /// <param name="program">Null: as it was built.</param>
    public static PortalStart Begin(IReadOnlyDictionary<string, string> settings, string secret, string? program = null)
    {
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var assembly = program ?? Path.Combine(AppContext.BaseDirectory, "RelationSync.Portal.dll");
        start.WorkingDirectory = Path.GetDirectoryName(assembly);
        start.ArgumentList.Add(assembly);
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        start.Environment["Urls"] = start.Environment["ASPNETCORE_URLS"] = url;
        return new PortalStart(Process.Start(start) ?? throw new InvalidOperationException("The portal did not start."), url, secret);
    }

    /// <summary>Waits until it said that; false: it ended, or didn't in its first seconds.</summary>
    public async Task<bool> SaysAsync(string text, CancellationToken cancellationToken)
    {
        while (!_lines.Any(l => l.Contains(text, StringComparison.Ordinal)))
        {
            if (_process.HasExited || Since > SaysWithin)
            {
                return false;
            }

            await Task.Delay(5, cancellationToken);
        }

        return true;
    }

    /// <summary>Waits until it answers or has ended, no longer than <paramref name="limit"/> from its beginning; then it hangs.</summary>
    public async Task<StartEnd> UpOrOutAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        while (Since < limit)
        {
            if (_process.HasExited)
            {
                await _process.WaitForExitAsync(cancellationToken); // its last lines
                return StartEnd.Out;
            }

            if (await GetAsync("/health/live", cancellationToken) == 200)
            {
                return StartEnd.Up;
            }

            await Task.Delay(Step, cancellationToken);
        }

        return StartEnd.Hung;
    }

    /// <summary>Waits until readiness answers so; how long that took, or null where it doesn't within <paramref name="limit"/>.</summary>
    public async Task<TimeSpan?> ReadyIsAsync(int status, TimeSpan limit, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (await GetAsync("/health/ready", cancellationToken) != status)
        {
            if (Stopwatch.GetElapsedTime(since) > limit)
            {
                return null;
            }

            await Task.Delay(Step, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>The status of a GET; 0: no answer.</summary>
    public async Task<int> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>Posts operations, signed; the answer's status and whether it says when to come again; 0: no answer.</summary>
    public async Task<(int Status, bool HasRetryAfter)> PostAsync(string inbox, IEnumerable<string> operations, CancellationToken cancellationToken)
    {
        using var request = SignedPost.Of(
            $"{_http.BaseAddress}api/v1/inboxes/{inbox}/operations", _secret, Encoding.UTF8.GetBytes($"{{\"operations\":[{string.Join(',', operations)}]}}"), TimeProvider.System.GetUtcNow());
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return ((int)answer.StatusCode, answer.Headers.RetryAfter is not null);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (0, false);
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; its exit code, or null where it hasn't ended within <paramref name="limit"/>.</summary>
    public async Task<int?> TerminateAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync(cancellationToken);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}

/// <summary>What became of a start.</summary>
internal enum StartEnd
{
    Up,
    Out,
    Hung,
}
