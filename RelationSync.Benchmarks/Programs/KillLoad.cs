using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Callers of one inbox who post on and on, and send again, the same, what was not acknowledged: mails of known and of
/// new operators, and cancels of some of them, early and late.
/// </summary>
internal sealed class KillLoad(PortalProcess portal, KillInbox inbox)
{
    private const int Callers = 1;
    private const int PerRequest = 10;
    private const int OneInCancelled = 5;
    private const int PerOperator = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan DraftedBefore = TimeSpan.FromSeconds(95);
    private static readonly TimeSpan LateCancel = TimeSpan.FromSeconds(4);
    private readonly ConcurrentQueue<(string Activity, long At)> _cancelledEarly = new();
    private readonly ConcurrentQueue<(string Activity, long At)> _cancelledLate = new();
    private readonly ConcurrentDictionary<string, string> _taken = new();
    private readonly ConcurrentDictionary<string, byte> _cancelled = new();
    private int _next;
    private int _cut;

    /// <summary>Activities that were acknowledged, with their operator.</summary>
    public IReadOnlyDictionary<string, string> Taken => _taken;

    /// <summary>Those whose cancel was acknowledged too.</summary>
    public ICollection<string> Cancelled => _cancelled.Keys;

    /// <summary>Of those taken, how many Events the connecting user can see.</summary>
    public int SeenCount => inbox.SeesAll ? _taken.Count : _taken.Keys.Count(IsSeen);

    /// <summary>Requests without an answer.</summary>
    public int Cut => _cut;

    public bool IsSeen(string activity) => inbox.IsSeen(int.Parse(activity[(activity.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>Posts until told to end; then every operation posted is acknowledged.</summary>
    public Task RunAsync(CancellationToken end, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => CallAsync(end, cancellationToken)));

    private async Task CallAsync(CancellationToken end, CancellationToken cancellationToken)
    {
        while (!end.IsCancellationRequested)
        {
            var from = Interlocked.Add(ref _next, PerRequest) - PerRequest;
            var mails = Enumerable.Range(from, PerRequest).Select(i => (Activity: $"{inbox.Name}-{i:D7}", By: Operator(i), Number: i)).ToList();
            var cancels = Due().ToList();
            await PostAsync([.. mails.Select(m => Mail(m.Activity, m.By, m.Number)), .. cancels.Select(Cancel)], cancellationToken);
            foreach (var (mail, i) in mails.Select((m, i) => (m, i)))
            {
                _taken[mail.Activity] = mail.By;
                if (i % OneInCancelled == 0)
                {
                    (i == 0 ? _cancelledEarly : _cancelledLate).Enqueue((mail.Activity, TimeProvider.System.GetTimestamp()));
                }
            }

            cancels.ForEach(c => _cancelled[c] = 0);
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private async Task PostAsync(IReadOnlyList<string> operations, CancellationToken cancellationToken)
    {
        while (await portal.PostAsync(inbox.Name, operations, cancellationToken) is var status and not 202)
        {
            if (status is not (0 or 503))
            {
                throw new InvalidOperationException($"The intake answered {status}.");
            }

            Interlocked.Increment(ref _cut);
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Some are cancelled at once, inside the grace; the others when their Event may stand.</summary>
    private IEnumerable<string> Due()
    {
        while (_cancelledEarly.TryDequeue(out var early))
        {
            yield return early.Activity;
        }

        while (_cancelledLate.TryPeek(out var next) && TimeProvider.System.GetElapsedTime(next.At) > LateCancel && _cancelledLate.TryDequeue(out var late))
        {
            yield return late.Activity;
        }
    }

    private static string Operator(int i) => i % 4 == 0 ? $"new{i / PerOperator}@example.com" : Samples.Operator;

    /// <summary>It took a minute and some seconds to write, so that seconds matter to where it is kept to the minute.</summary>
    private string Mail(string activity, string by, int number) => Envelope(activity, "message.sent", new JsonObject
    {
        ["subject"] = activity,
        ["body"] = "お世話になっております。\n見積書をお送りいたします。",
        ["to"] = new JsonArray(Samples.Email((number % Kills.Customers) + (inbox.IsSeen(number) ? 0 : Kills.Customers))),
        ["draft_saved_at"] = (TimeProvider.System.GetUtcNow() - DraftedBefore).ToString("O", CultureInfo.InvariantCulture),
    }, by);

    private static string Cancel(string activity) => Envelope(activity, "message.send_cancelled", [], null);

    private static string Envelope(string activity, string type, JsonObject data, string? by)
    {
        var operation = new JsonObject
        {
            ["id"] = $"{activity}-{type}",
            ["type"] = type,
            ["channel"] = "mail",
            ["activity_id"] = activity,
            ["occurred_at"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            ["data"] = data,
        };
        if (by is not null)
        {
            operation["operator"] = new JsonObject { ["email"] = by };
        }

        return operation.ToJsonString();
    }
}
