using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Clustering;

/// <summary>An honest sender of one inbox: posts through the proxy, and sends again, the same, what wasn't acknowledged.</summary>
internal sealed class ClusterSender(HttpClient http, string inbox, string secret, TimeSpan pause, string round = "")
{
    private const int PerRequest = 2;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _taken = new(StringComparer.Ordinal);
    private int _sentAgain;
    private int _next;

    /// <summary>Whether an Event of that subject is of this sender's.</summary>
    public bool IsOf(string subject) => subject.Contains($" {inbox}{round}-", StringComparison.Ordinal);

    /// <summary>Activities, each with when it was acknowledged.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Taken => _taken;

    public int SentAgain => _sentAgain;

    /// <summary>Posts until told to end; then all that was posted is acknowledged.</summary>
    public async Task RunAsync(CancellationToken end, CancellationToken cancellationToken)
    {
        while (!end.IsCancellationRequested)
        {
            var ids = Enumerable.Range(_next, PerRequest).Select(i => string.Create(CultureInfo.InvariantCulture, $"{inbox}{round}-{i:D6}")).ToList();
            _next += PerRequest;
            var operations = ids.Select((id, i) => Samples.Message(id, i, phone: false, TimeProvider.System.GetUtcNow()));
            var body = Encoding.UTF8.GetBytes($"{{\"operations\":[{string.Join(',', operations)}]}}");
            while (!await IsTakenAsync(body, cancellationToken))
            {
                Interlocked.Increment(ref _sentAgain);
                await Task.Delay(200, cancellationToken);
            }

            ids.ForEach(id => _taken[id] = TimeProvider.System.GetUtcNow());
            await Task.Delay(pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsTakenAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = SignedPost.Of($"{http.BaseAddress}api/v1/inboxes/{inbox}/operations", secret, body, TimeProvider.System.GetUtcNow());
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return (int)answer.StatusCode switch
            {
                202 => true,
                502 or 503 or 504 => false,
                var status => throw new InvalidOperationException($"The intake answered {status}: {await answer.Content.ReadAsStringAsync(cancellationToken)}"),
            };
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
