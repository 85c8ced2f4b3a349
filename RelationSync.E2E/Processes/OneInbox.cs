using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>A portal with one inbox connected to one simulated org, for what breaks it.</summary>
internal sealed class OneInbox : IAsyncDisposable
{
    public const string Key = "one";
    public const string ClientId = "bench";

    private OneInbox(SimulatorProcess simulator, PortalProcess portal, SimulatedOrg org) => (Simulator, Portal, Org) = (simulator, portal, org);

    public SimulatorProcess Simulator { get; }

    public PortalProcess Portal { get; }

    public SimulatedOrg Org { get; }

    public static async Task<OneInbox> StartAsync(
        JsonObject knobs, CancellationToken cancellationToken, string? storeFolder = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        knobs["name"] = Key;
        var org = await simulator.CreateOrgAsync(knobs, cancellationToken);
        foreach (var records in Samples.Records(1, contacts: true, leads: false))
        {
            await simulator.AddRecordsAsync(Key, records, cancellationToken);
        }

        var portal = new PortalProcess(
            new Dictionary<string, string>(PortalProcess.WithoutHolds)
            {
                ["Worker__DrainInterval"] = "00:00:00.5",
                ["Worker__LeaseDuration"] = "00:00:02",
                ["Sync__RetryBaseDelay"] = "00:00:00.5",
                ["Sync__RetryMaxDelay"] = "00:00:02",
            }.Concat(settings ?? new Dictionary<string, string>()),
            storeFolder);
        portal.Connect(Key, org);
        await portal.StartAsync(cancellationToken);
        return new OneInbox(simulator, portal, org);
    }

    /// <summary>Posts mails of these numbers; the answer's status.</summary>
    public Task<int> PostAsync(IEnumerable<int> numbers, CancellationToken cancellationToken) =>
        Portal.PostAsync(Key, numbers.Select(Mail), cancellationToken);

    /// <summary>Waits until all actions stand so.</summary>
    public Task UntilAllAreAsync(string status, CancellationToken cancellationToken) => Until.TrueAsync(
        async () => (await ActionsAsync(cancellationToken)) is { Count: > 0 } actions && actions.All(a => a.GetProperty("status").GetString() == status),
        () => $"Not all are {status}.\n{Portal.LastWords}",
        cancellationToken);

    public Task<List<JsonElement>> ActionsAsync(CancellationToken cancellationToken) => Portal.ListAsync("actions", cancellationToken);

    /// <summary>Each of these stands exactly once, and nothing else does or did.</summary>
    public async Task AssertOneEventEachAsync(int actions, CancellationToken cancellationToken)
    {
        var events = await Simulator.EventsAsync(Key, cancellationToken);
        var subjects = events.ConvertAll(e => e.Subject).Distinct(StringComparer.Ordinal).Count();
        Assert.True((actions, actions) == (subjects, events.Count), $"{actions} were to be made:\n{string.Join('\n', events)}\n{Portal.LastWords}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private static string Mail(int number) => new JsonObject
    {
        ["id"] = $"p{number}",
        ["type"] = "message.sent",
        ["channel"] = "mail",
        ["activity_id"] = $"p{number}",
        ["occurred_at"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        ["operator"] = new JsonObject { ["email"] = Samples.Operator },
        ["data"] = new JsonObject { ["subject"] = $"件{number}", ["body"] = new string('本', 500), ["to"] = new JsonArray(Samples.Email(0)) },
    }.ToJsonString();
}
