using System.Globalization;
using RelationSync.Simulator.Relation;

namespace RelationSync.Benchmarks.Polling;

/// <summary>An Event as a seed's org has it.</summary>
/// <param name="By">The owner's e-mail; null: not known.</param>
internal sealed record PollEvent(string Subject, string Description, DateTimeOffset CreatedAt, string? By);

/// <summary>Compares a seed's Events with what the API showed.</summary>
internal sealed class PollJudge(long seed, Tenant tenant, IReadOnlyList<PollLife> lives, PollPushes pushes)
{
    private static readonly TimeSpan LongestLatency = TimeSpan.FromMinutes(5);

    /// <param name="hidesReceipts">See <see cref="PollExpectation.Of"/>.</param>
    /// <param name="isCalm">Nothing was against it: then each is to be quick.</param>
    public PollResult Judge(IReadOnlyList<PollEvent> events, bool hidesReceipts, bool isCalm, int restarts)
    {
        List<string> problems = [];
        List<TimeSpan> latencies = [];
        var (missed, doubled, found) = (0, 0, 0);
        foreach (var message in tenant.AllMessages.Where(m => m.Action is not "received"))
        {
            if (lives.FirstOrDefault(l => Has(message.Title, message.Body, l)) is not { } life)
            {
                // A call that nobody wrote down.
                continue;
            }

            var own = events.Where(e => Has(e.Subject, e.Description, life)).ToList();
            var expected = PollExpectation.Of(message, hidesReceipts);
            found += own.Count;
            missed += Math.Max(0, expected.Least - own.Count);
            doubled += Math.Max(0, own.Count - expected.Most);
            if (own.Count < expected.Least || own.Count > expected.Most)
            {
                problems.Add($"seed {seed}: {life}: {own.Count} Events, {expected.Least} to {expected.Most} expected; {Story(message, life)}");
            }

            if (pushes.Took(life) == true && own is [{ By: { } by }] && by != $"{life.By}@example.com")
            {
                problems.Add($"seed {seed}: {life}: the push says {life.By}, the Event is {by}'s; {Story(message, life)}");
            }

            if (isCalm && life.Kind is "mail" or "sms" && own is [var only])
            {
                latencies.Add(only.CreatedAt - message.States.First(s => s.Action == "sent").From);
            }
        }

        var most = tenant.Calls.All.Where(c => c.IsCounted).CountBy(c => c.At.ToUnixTimeSeconds() / 60).Select(c => c.Value).DefaultIfEmpty().Max();
        if (tenant.Calls.OverLimit > 0)
        {
            problems.Add($"seed {seed}: {tenant.Calls.OverLimit} requests over the limit");
        }

        if (tenant.Calls.ForbiddenWrites + tenant.Calls.OtherReads > 0)
        {
            problems.Add($"seed {seed}: calls beside the five that are allowed");
        }

        problems.AddRange(latencies.Where(l => l > LongestLatency).Select(l => string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {l.TotalSeconds:0} s to an Event")));
        return new PollResult(tenant.AllMessages.Count, found, missed, doubled, tenant.Calls.Counted, most, restarts, latencies, problems);
    }

    private static bool Has(string title, string body, PollLife life) =>
        title.Contains(life.Token, StringComparison.Ordinal) || body.Contains(life.Token, StringComparison.Ordinal);

    private string Story(Message message, PollLife life)
    {
        var states = string.Join(", ", message.States.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Action} {s.From:HH:mm:ss}{(s.ServedAt is null ? "" : " read")}")));
        var pushed = pushes.Took(life) switch { true => "; pushed", false => "; push not taken", null => "" };
        return $"states {states}; boxes {string.Join(", ", message.Places.Select(p => p.BoxId))}{pushed}; {string.Join(", ", message.History.Select(h => h.Op))}";
    }
}
