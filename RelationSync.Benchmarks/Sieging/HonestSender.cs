using System.Collections.Concurrent;
using System.Diagnostics;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Sieging;

/// <summary>A sender that signs rightly, behind the same proxy as all the others: ten requests a second.</summary>
internal sealed class HonestSender(PortalProcess portal, string inbox) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentBag<(int Status, double Milliseconds)> _answers = [];
    private int _sent;

    public int Sent => _sent;

    public int Taken => _answers.Count(a => a.Status == 202);

    /// <summary>Answers other than 202, by status; 0: none came.</summary>
    public string Others => string.Join(", ", _answers.Where(a => a.Status != 202).CountBy(a => a.Status).Select(c => $"{c.Value} × {c.Key}"));

    public double P99 => _answers.Select(a => a.Milliseconds).Order().ToList() is { Count: > 0 } all ? all[(int)((all.Count - 1) * 0.99)] : double.MaxValue;

    /// <summary>Until the siege ends; what is under way then is still waited for.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(Every);
        var sending = new List<Task>();
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                sending.Add(SendAsync());
            }
        }
        catch (OperationCanceledException)
        {
            // the siege is over
        }

        await Task.WhenAll(sending);
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync()
    {
        var number = Interlocked.Increment(ref _sent);
        var json = $"{{\"operations\":[{Samples.Message($"siege-{number}", number, false, TimeProvider.System.GetUtcNow())}]}}";
        using var request = portal.Signed(inbox, System.Text.Encoding.UTF8.GetBytes(json));
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await _http.SendAsync(request);
            _answers.Add(((int)answer.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            _answers.Add((0, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
        }
    }
}
