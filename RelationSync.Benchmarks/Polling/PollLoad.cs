using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Acts;

namespace RelationSync.Benchmarks.Polling;

/// <summary>A steady load on one tenant, and what has to become of it.</summary>
/// <param name="PerMinute">Mails that are sent a minute in all boxes, each in a ticket of its own.</param>
/// <param name="Length">How long they are sent with the portal at work.</param>
/// <param name="Outage">How long before that they were sent with the portal down.</param>
/// <param name="Others">Requests a minute of the customer's other programs.</param>
/// <param name="LeastOnTime">So much of what was sent with the portal at work has its Event inside five minutes.</param>
/// <param name="IsOver">It is more than the limit allows: the page has to say so meanwhile, and not any more once it is over.</param>
/// <param name="MostOfACore">The share of a core that it may take at most, simulators included; null: it isn't measured.</param>
internal sealed record PollLoad(
    string Name, int Boxes, double PerMinute, TimeSpan Length, TimeSpan Outage = default, int Others = 0, double LeastOnTime = 1, bool IsOver = false, double? MostOfACore = null)
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Promise = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CatchingUp = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int MostCatchingUp = 24;
    private const string Tenant = "load";

    public async Task<PollLoadResult> RunAsync(CancellationToken cancellationToken)
    {
        using PollStore store = new();
        Random random = new(7);
        LeapingTime time = new(Start);
        RelationWorld world = new(time);
        var token = world.Create(Tenant, Settings()).Token;
        using PollPortal portal = new(store.Store, world, Tenant, time, random);
        FamilySource api = new(SourceOwner.Api);
        await portal.ConnectAsync(token, Boxes, new InboxSources(api, api, api, api), cancellationToken);
        await portal.LiveAsync(Start + WarmUp, null, cancellationToken);

        List<Mail> mails = [];
        Send(world, time, random, mails, Outage);
        time.Advance(Outage);
        var (back, before) = (time.GetUtcNow(), Processor());
        Send(world, time, random, mails, Length);
        var saidSo = false;
        await portal.LiveAsync(back + Length, async stopping => saidSo |= await IsOverAsync(portal, stopping), cancellationToken);
        var share = (Processor() - before) / (time.GetUtcNow() - back);
        var caughtUpAfter = await CatchUpAsync(portal, time, mails, cancellationToken);
        var saysSoStill = await IsOverAsync(portal, cancellationToken);
        return Judge(world.Find(Tenant)!, portal.Org.Events, mails, back, share, (saidSo, saysSoStill), caughtUpAfter);
    }

    private TenantSettings Settings() => new()
    {
        Users = [new TenantUser { MentionName = "sato", Email = PollPortal.DefaultOperator, LastName = "佐藤", FirstName = "花子" }],
        Boxes = [.. Enumerable.Range(1, Boxes).Select(box => new TenantBox { Name = string.Create(CultureInfo.InvariantCulture, $"窓口{box}") })],
        OthersPerMinute = Others,
        IndexLagMs = 2_000,
        IndexJitterMs = 5_000,
    };

    /// <summary>Plans mails from now on, at random moments in random boxes.</summary>
    private void Send(RelationWorld world, LeapingTime time, Random random, List<Mail> mails, TimeSpan span)
    {
        var from = time.GetUtcNow();
        for (var i = (int)(span.TotalMinutes * PerMinute); i > 0; i--)
        {
            Mail mail = new(string.Create(CultureInfo.InvariantCulture, $"m{mails.Count}z"), from + (span * random.NextDouble()));
            mails.Add(mail);
            TenantAct act = new() { Op = "send", By = "sato", Title = mail.Token, To = "a@customer.example", Box = JsonSerializer.SerializeToElement(random.Next(1, Boxes + 1)) };
            time.At(mail.SentAt, () => world.Do(Tenant, act));
        }
    }

    /// <summary>Until all have their Event and the page says nothing more; so long that took.</summary>
    private static async Task<TimeSpan> CatchUpAsync(PollPortal portal, LeapingTime time, List<Mail> mails, CancellationToken cancellationToken)
    {
        var from = time.GetUtcNow();
        for (var i = 0; i < MostCatchingUp && (portal.Org.Events.Count < mails.Count || await IsOverAsync(portal, cancellationToken)); i++)
        {
            await portal.LiveAsync(time.GetUtcNow() + CatchingUp, null, cancellationToken);
        }

        return time.GetUtcNow() - from;
    }

    private static async Task<bool> IsOverAsync(PollPortal portal, CancellationToken cancellationToken) =>
        (await portal.Source.RunAsync(portal.Inboxes[0], cancellationToken))!.Reading!.Budget.IsOver;

    private PollLoadResult Judge(
        Simulator.Relation.Tenant tenant, IReadOnlyList<PollEvent> events, List<Mail> mails, DateTimeOffset back, double share, (bool Meanwhile, bool Afterwards) says, TimeSpan caughtUpAfter)
    {
        var made = events.ToLookup(e => mails.FindIndex(m => e.Subject.EndsWith(m.Token, StringComparison.Ordinal)));
        var counts = mails.Select((_, i) => made[i].Count()).ToList();
        List<TimeSpan> latencies = [.. mails.Index().Where(m => m.Item.SentAt >= back && made[m.Index].Any()).Select(m => made[m.Index].First().CreatedAt - m.Item.SentAt).Order()];
        var onTime = latencies.Count(l => l <= Promise) / (double)mails.Count(m => m.SentAt >= back);
        var (missed, doubled) = (counts.Count(c => c == 0), counts.Sum(c => Math.Max(0, c - 1)));
        var counted = tenant.Calls.All.Where(c => c.IsCounted).Select(c => c.At).ToList();
        var (most, reserve) = (MostInAWindow(counted), LeastLeft(counted));
        List<string> problems = [];
        Check(missed + doubled == 0, $"{missed} missed, {doubled} doubled");
        Check(onTime >= LeastOnTime, string.Create(CultureInfo.InvariantCulture, $"{onTime:P1} inside five minutes"));
        Check(most <= RateBudget.UsualLimit && tenant.Calls.OverLimit == 0, $"{most} requests in a window, {tenant.Calls.OverLimit} refused");
        Check(reserve > 0, $"{reserve} requests left to others");
        Check(says.Meanwhile == IsOver && !says.Afterwards, $"the page says over the budget meanwhile: {says.Meanwhile}, afterwards: {says.Afterwards}");
        Check(MostOfACore is null || share <= MostOfACore, string.Create(CultureInfo.InvariantCulture, $"{share:P1} of a core"));
        return new PollLoadResult(this, mails.Count, events.Count, missed, doubled, onTime, latencies, tenant.Calls.Counted, most, reserve, caughtUpAfter, share, problems);

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add($"{Name}: {problem}");
            }
        }
    }

    /// <summary>In any 60 seconds, not only in those of Re:lation's clock.</summary>
    private static int MostInAWindow(List<DateTimeOffset> at)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < at.Count; last++)
        {
            while (at[last] - at[first] >= Window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    /// <summary>Of each minute of Re:lation's clock, what neither we nor the others had used at its end.</summary>
    private int LeastLeft(List<DateTimeOffset> at) =>
        RateBudget.UsualLimit - Others - at.CountBy(a => a.ToUnixTimeSeconds() / 60).Select(c => c.Value).DefaultIfEmpty().Max();

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private sealed record Mail(string Token, DateTimeOffset SentAt);
}

/// <summary>What became of a load.</summary>
/// <param name="OnTime">The share inside five minutes, of what was sent with the portal at work.</param>
/// <param name="LeastLeft">Requests of a minute that nobody used, in the worst of them.</param>
/// <param name="CaughtUpAfter">After the load, until all had their Event.</param>
/// <param name="OfACore">The processor's time over the clock's, simulators included.</param>
/// <param name="Problems">What doesn't hold.</param>
internal sealed record PollLoadResult(
    PollLoad Load, int Messages, int Events, int Missed, int Doubled, double OnTime, IReadOnlyList<TimeSpan> Latencies, int Requests, int MostInAMinute, int LeastLeft, TimeSpan CaughtUpAfter,
    double OfACore, IReadOnlyList<string> Problems);
