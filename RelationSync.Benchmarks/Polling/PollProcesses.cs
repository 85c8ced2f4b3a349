using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Benchmarks.Harness;
using RelationSync.Portal.Foundation;
using RelationSync.Simulator;
using RelationSync.Simulator.Relation;

namespace RelationSync.Benchmarks.Polling;

/// <summary>
/// Further seeds by the clock on the wall, side by side, with the real portal in a process of its own that is killed (SIGKILL)
/// again and again while they live.
/// </summary>
internal sealed class PollProcesses : IAsyncDisposable
{
    /// <summary>Lives are lived so many times as fast as on the virtual clock.</summary>
    private const double Speed = 4;

    private const long FirstSeed = 1_000_001;
    private const int Kills = 6;
    private const string Org = "poll";

    /// <summary>By either clock after the connection.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(50);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(4);

    /// <summary>A chat's pause and the slow lane's interval pass, and then its finds are read and drained.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(21);

    private readonly WebApplication _simulator = SimulatorHost.Build(["--urls", "http://127.0.0.1:0"]);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(1) };
    private readonly Random _random = new((int)FirstSeed);
    private readonly List<Seed> _seeds = [];
    private readonly TimeProvider _time = TimeProvider.System;
    private PortalProcess? _portal;

    private string Url => _simulator.Urls.First();

    public static async Task<IReadOnlyList<PollResult>> RunAsync(int count, CancellationToken cancellationToken)
    {
        await using PollProcesses processes = new();
        return await processes.RunSeedsAsync(count, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        _http.Dispose();
        await _simulator.DisposeAsync();
    }

    private async Task<IReadOnlyList<PollResult>> RunSeedsAsync(int count, CancellationToken cancellationToken)
    {
        await _simulator.StartAsync(cancellationToken);
        var org = await CreateOrgAsync(cancellationToken);
        _portal = new PortalProcess(new Dictionary<string, string>
        {
            ["RelationApi__BaseUrl"] = Url + "/relation/{subdomain}",
            ["Worker__DrainInterval"] = "00:00:05",
            ["Worker__LeaseDuration"] = "00:00:05",
        });
        _seeds.AddRange(Enumerable.Range(0, count).Select(i => NewSeed(FirstSeed + i, org)));
        await _portal.StartAsync(cancellationToken);
        await LiveAsync(cancellationToken);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} seeds with real processes: {Settling.TotalMinutes:0} minutes to settle"));
        await Task.Delay(Settling, cancellationToken);
        var events = await EventsAsync(cancellationToken);
        return [.. _seeds.Select(s => s.Judge(events))];
    }

    private async Task<SimulatedOrg> CreateOrgAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync($"{Url}/_control/orgs", new JsonObject { ["name"] = Org }, cancellationToken);
        var org = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return new SimulatedOrg(Org, Text("login_url"), Text("refresh_token"), Text("access_token"));

        string Text(string name) => org.GetProperty(name).GetString()!;
    }

    private Seed NewSeed(long number, SimulatedOrg org)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"seed{number}");
        Random random = new((int)number);
        var world = _simulator.Services.GetRequiredService<RelationWorld>();
        var token = world.Create(name, PollSeed.Settings(number, random)).Token;
        var sources = PollSeed.Sources(number);
        for (var box = 1; box <= 2; box++)
        {
            _portal!.Connect(InboxOf(name, box), org, new JsonObject
            {
                ["message"] = Codes.Of(sources.Message.Owner),
                ["memo"] = Codes.Of(sources.Memo.Owner),
                ["call"] = Codes.Of(sources.Call.Owner),
                ["chat"] = Codes.Of(sources.Chat.Owner),
                ["relation"] = new JsonObject { ["subdomain"] = name, ["token"] = token, ["box_id"] = box, ["default_operator"] = PollPortal.DefaultOperator },
            });
        }

        List<PollLife> lives = [.. Enumerable.Range(1, random.Next(4, 13)).Select(i => new PollLife(world, name, random, PollSeed.Token(number, i)))];
        return new Seed(number, name, world.Find(name)!, lives, new PollFaults(world.Find(name)!, random), new PollPushes(random), random);
    }

    /// <summary>Everything happens at its time; pushes are sent every second, and kills come in between.</summary>
    private async Task LiveAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetUtcNow() + Start;
        PriorityQueue<Func<Task>, DateTimeOffset> plan = new();
        foreach (var seed in _seeds)
        {
            seed.Plan(start, Speed, Lifetime, (at, act) => plan.Enqueue(act, at));
        }

        for (var i = 0; i < Kills; i++)
        {
            plan.Enqueue(() => RestartAsync(cancellationToken), start + (Lifetime * _random.NextDouble()));
        }

        while (plan.TryDequeue(out var act, out var at))
        {
            while (_time.GetUtcNow() < at)
            {
                await Task.WhenAll(_seeds.Select(s => PushAsync(s, cancellationToken)));
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }

            await act();
        }

        _seeds.ForEach(s => s.Faults.Clear());
        await Task.WhenAll(_seeds.Select(s => PushAsync(s, cancellationToken)));
    }

    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _portal!.KillAsync();
        await _portal.StartAsync(cancellationToken);
        _seeds.ForEach(s => s.Restarts++);
    }

    private async Task PushAsync(Seed seed, CancellationToken cancellationToken)
    {
        if (PollSeed.HasPushes(seed.Number))
        {
            foreach (var (life, box, json) in seed.Pushes.Next(seed.Lives).ToList())
            {
                var status = await _portal!.PostAsync(InboxOf(seed.Name, box), [json], cancellationToken);
                seed.Pushes.Answered(life, status is >= 200 and < 300);
            }
        }
    }

    private async Task<IReadOnlyList<PollEvent>> EventsAsync(CancellationToken cancellationToken)
    {
        var events = await _http.GetFromJsonAsync<JsonElement>($"{Url}/_control/orgs/{Org}/events", cancellationToken);
        return
        [
            .. events.EnumerateArray().Where(e => !e.GetProperty("is_deleted").GetBoolean())
                .Select(e => new PollEvent(Text(e, "Subject"), Text(e, "Description"), e.GetProperty("created_at").GetDateTimeOffset(), null)),
        ];

        static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }

    private static string InboxOf(string tenant, int box) => string.Create(CultureInfo.InvariantCulture, $"{tenant}-{box}");

    private sealed record Seed(long Number, string Name, Tenant Tenant, List<PollLife> Lives, PollFaults Faults, PollPushes Pushes, Random Random)
    {
        public int Restarts { get; set; }

        public void Plan(DateTimeOffset start, double speed, TimeSpan lifetime, Action<DateTimeOffset, Func<Task>> at)
        {
            foreach (var life in Lives)
            {
                var begins = start + TimeSpan.FromSeconds(Random.NextDouble() * 400 / speed);
                foreach (var (after, act) in life.Steps)
                {
                    at(begins + (after / speed), Once(act));
                }
            }

            for (var i = PollSeed.IsCalm(Number) ? 0 : Random.Next(0, 4); i > 0; i--)
            {
                var arms = start + (lifetime * Random.NextDouble());
                at(arms, Once(() => at(arms + (Faults.Arm() / speed), Once(Faults.Clear))));
            }
        }

        /// <summary>Its latencies say nothing: the portal was down at times.</summary>
        public PollResult Judge(IReadOnlyList<PollEvent> events)
        {
            lock (Tenant.Gate)
            {
                return new PollJudge(Number, Tenant, Lives, Pushes).Judge(events, Faults.HideReceipts, isCalm: false, Restarts);
            }
        }

        private static Func<Task> Once(Action act) => () =>
        {
            act();
            return Task.CompletedTask;
        };
    }
}
