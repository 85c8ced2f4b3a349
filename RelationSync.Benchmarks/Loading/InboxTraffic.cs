using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Loading;

/// <summary>One inbox: its activities happen, and a caller posts a request a second, late, out of order, some operations twice.</summary>
internal sealed class InboxTraffic(PortalProcess portal, HttpClient http, string inbox, Random random, double perSecond, Expected expected)
{
    private const int Customers = 2000;
    private const double LatestSeconds = 1.5;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<string, DateTimeOffset> _waiting = new();

    public async Task RunAsync(TimeSpan lasts, CancellationToken cancellationToken)
    {
        var activities = new SampleActivities(random, Customers);
        var start = TimeProvider.System.GetUtcNow();
        using var timer = new PeriodicTimer(Tick);
        for (var (planned, number) = (0.0, 0); ;)
        {
            var now = TimeProvider.System.GetUtcNow();
            var passed = now - start;
            for (; passed < lasts && planned < perSecond * (passed + Tick).TotalSeconds; number++)
            {
                var activity = activities.Next(string.Create(CultureInfo.InvariantCulture, $"{inbox}-{number}"), now.AddMilliseconds(random.Next(1000)));
                planned += activity.Operations.Count;
                expected.Add(activity);
                foreach (var operation in activity.Operations)
                {
                    Enqueue(operation);
                }
            }

            await PostDueAsync(now, cancellationToken);
            if (passed >= lasts && _waiting.Count == 0)
            {
                return;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private void Enqueue(SampleOperation operation)
    {
        var json = operation.Json.ToJsonString();
        var due = operation.At.AddSeconds(random.NextDouble() * LatestSeconds);
        _waiting.Enqueue(json, due);
        if (random.Next(50) == 0)
        {
            _waiting.Enqueue(json, due.AddSeconds(random.NextDouble() * LatestSeconds));
        }
    }

    private async Task PostDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = new List<string>();
        while (due.Count < 1000 && _waiting.TryPeek(out var json, out var at) && at <= now)
        {
            due.Add(json);
            _waiting.Dequeue();
        }

        if (due.Count == 0)
        {
            return;
        }

        var order = due.ToArray();
        random.Shuffle(order);
        var body = Encoding.UTF8.GetBytes($"{{\"operations\":[{string.Join(',', order)}]}}");
        while (await IsRefusedAsync(body, cancellationToken))
        {
            expected.Refused();
            await Task.Delay(Tick, cancellationToken);
        }

        expected.Posted(due.Count);
    }

    /// <summary>The store was too busy, and nothing was taken: a caller sends the same again. Anything else but 202 ends the run.</summary>
    private async Task<bool> IsRefusedAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = portal.Signed(inbox, body);
        using var answer = await http.SendAsync(request, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            return true;
        }

        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.StatusCode is HttpStatusCode.Accepted && JsonNode.Parse(text)!["results"]!.AsArray().All(r => (string?)r!["status"] != "rejected")
            ? false
            : throw new InvalidOperationException($"The intake answered {(int)answer.StatusCode}: {text}");
    }
}
