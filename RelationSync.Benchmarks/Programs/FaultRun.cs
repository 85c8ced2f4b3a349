using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Runs one cell: an org and an inbox of its own, three actions, the fault, and the judge.</summary>
internal sealed class FaultRun(FaultCell cell, SimulatorProcess simulator, PortalProcess portal, PortalWatch watch, bool full) : IAsyncDisposable
{
    private const int Actions = 3;
    private static readonly string[] SeesLittle = ["ManageUsers", "ModifyMetadata", "ViewAllUsers", "AddEventsToOthersCalendars"];
    private static readonly TimeSpan DraftedBefore = TimeSpan.FromSeconds(95);
    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan RefusedFor = TimeSpan.FromSeconds(3);
    private const string Known = "メール";
    private readonly DateTimeOffset _at = TimeProvider.System.GetUtcNow();
    private Relay? _relay;

    // Only what falls short waits for so long.
    private TimeSpan Patience => full && cell is { Step: FaultStep.Write, Kind: FaultKind.Hang or FaultKind.Slow or FaultKind.Late, Marker: false } ? TimeSpan.FromMinutes(13) : TimeSpan.FromMinutes(4);

    private string[] Activities { get; } = [.. Enumerable.Range(1, Actions).Select(i => $"{cell.Name}.{i}")];

    /// <summary>Makes the org and connects the inbox, before the portal starts.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var org = await simulator.CreateOrgAsync(Org(), cancellationToken);
        foreach (var records in Samples.Records(1, contacts: true, leads: false))
        {
            await simulator.AddRecordsAsync(cell.Name, records, cancellationToken);
        }

        if (cell.Kind is FaultKind.Refused)
        {
            _relay = new Relay(simulator.Url);
            org = org with { LoginUrl = $"http://127.0.0.1:{_relay.Port}/{cell.Name}" };
        }

        portal.Connect(cell.Name, org);
    }

    /// <summary>The cell's result; one that can't even begin is a complaint, and ends no other.</summary>
    public async Task<FaultResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or HttpRequestException)
        {
            return new FaultResult(cell, 0, 0, Actions, 0, "", 0, e.Message);
        }
    }

    private async Task<FaultResult> TryAsync(CancellationToken cancellationToken)
    {
        await WarmUpAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await StrikeAsync(cancellationToken);
        var judge = new FaultJudge(cell, Activities);
        var patience = cell.Expected is FaultOutcome.InDoubt ? TimeSpan.FromSeconds(20) : Patience;
        var view = await watch.LookAsync(cancellationToken);
        while (!judge.IsSettled([.. view.Actions[cell.Name]], view.States[cell.Name]) && Stopwatch.GetElapsedTime(started) < patience)
        {
            view = await watch.LookAsync(cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (cell.Kind is FaultKind.Late)
        {
            await Task.Delay(FaultInjection.HangTime, cancellationToken); // whatever Salesforce still does, it has done by then
        }

        var actions = await portal.ListAsync($"actions?inbox={cell.Name}", cancellationToken);
        var errors = await portal.ListAsync($"errors?inbox={cell.Name}", cancellationToken);
        var events = await simulator.EventsAsync(cell.Name, cancellationToken);
        var hits = cell.Kind is FaultKind.Refused or FaultKind.AllBad ? 1 : (await simulator.HitsAsync(cell.Name, cancellationToken))[^1];
        return judge.Judge(actions, errors, events, view.States[cell.Name], hits, seconds);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_relay is not null)
        {
            await _relay.DisposeAsync();
        }
    }

    private JsonObject Org()
    {
        var org = new JsonObject
        {
            ["name"] = cell.Name,
            ["marker_field"] = cell.Marker,
            ["whole_minutes"] = cell.WholeMinutes,
            ["types"] = new JsonArray(Known),
            ["type_restricted"] = true,
            ["rotation"] = cell.Kind is FaultKind.RotatedLost,
        };
        if (!cell.SeesAll)
        {
            org["admin_permissions"] = new JsonArray([.. SeesLittle.Select(p => (JsonNode)p)]);
        }

        if (cell is { Step: FaultStep.Refresh, Kind: FaultKind.RotatedLost })
        {
            org["access_token_seconds"] = TokenLife.TotalSeconds; // else the token in hand is good enough for hours
        }

        if (cell is { Step: FaultStep.User, Kind: FaultKind.AllBad })
        {
            org["licences"] = new JsonObject { ["salesforce_integration"] = 0 };
        }

        if (cell is { Step: FaultStep.Picklist, Kind: FaultKind.AllBad })
        {
            org["metadata_permission"] = false;
        }

        return org;
    }

    /// <summary>One action goes through, so that what follows begins with the step: token, targets and owner are known.</summary>
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        if (cell.Step is not FaultStep.Token)
        {
            await PostAsync([Mail($"warm.{cell.Name.Length}", Samples.Operator, To)], cancellationToken);
            await UntilAllAreAsync("synced", cancellationToken);
        }

        if (cell is { Step: FaultStep.Refresh, Kind: FaultKind.RotatedLost })
        {
            await Task.Delay(TokenLife, cancellationToken);
        }

        if (cell.Step is FaultStep.Delete)
        {
            await PostAsync(Activities.Select(a => Mail(a, Samples.Operator, To)), cancellationToken);
            await UntilAllAreAsync("synced", cancellationToken);
        }
    }

    private async Task StrikeAsync(CancellationToken cancellationToken)
    {
        var first = cell.Step is FaultStep.Delete
            ? (await simulator.EventsAsync(cell.Name, cancellationToken)).First(e => e.Subject.EndsWith(Activities[0], StringComparison.Ordinal)).Id
            : Activities[0];
        foreach (var fault in FaultInjection.Of(cell, first))
        {
            await simulator.AddFaultAsync(cell.Name, fault, cancellationToken);
        }

        if (cell.Step is FaultStep.Reconcile)
        {
            _relay?.ClosesWithTheNextDrop = true;
        }
        else
        {
            _relay?.Close();
        }

        await PostAsync(Activities.Select(Operation), cancellationToken);
        if (_relay is not null)
        {
            // On a busy machine the write that is dropped, and the relay with it, comes late.
            for (var started = Stopwatch.GetTimestamp(); !_relay.IsClosed && Stopwatch.GetElapsedTime(started) < Patience;)
            {
                await Task.Delay(100, cancellationToken);
            }

            await Task.Delay(RefusedFor, cancellationToken);
            _relay.Open();
        }
    }

    private string Operation(string activity) => cell.Step switch
    {
        FaultStep.Delete => Envelope(activity, "message.send_cancelled", "mail", null, []),
        FaultStep.Picklist => Envelope(activity, "memo.recorded", "record", Samples.Operator, new JsonObject
        {
            ["subject"] = activity,
            ["body"] = "ご来社",
            ["responded_at"] = Iso(_at.AddHours(-2)),
            ["duration_minutes"] = 30,
            ["addressees"] = new JsonArray(new JsonObject { ["email"] = To }),
        }),
        FaultStep.User => Mail(activity, $"new.{cell.Name}@example.com", To),
        FaultStep.LookUp => Mail(activity, Samples.Operator, Samples.Email(2)),
        _ => Mail(activity, Samples.Operator, To),
    };

    /// <summary>The contact; or, where the user sees little, somebody unknown, so that the Event is hidden from it. What it deletes it has to see.</summary>
    private string To => Samples.Email(cell.SeesAll || cell.Step is FaultStep.Delete ? 0 : 1);

    /// <summary>It took a minute and some seconds to write, so that seconds matter to where it is kept to the minute.</summary>
    private static string Mail(string activity, string by, string to) => Envelope(activity, "message.sent", "mail", by, new JsonObject
    {
        ["subject"] = activity,
        ["body"] = "お世話になっております。",
        ["to"] = new JsonArray(to),
        ["draft_saved_at"] = Iso(TimeProvider.System.GetUtcNow() - DraftedBefore),
    });

    private static string Envelope(string activity, string type, string channel, string? by, JsonObject data)
    {
        var operation = new JsonObject
        {
            ["id"] = $"{activity}-{type}",
            ["type"] = type,
            ["channel"] = channel,
            ["activity_id"] = activity,
            ["occurred_at"] = Iso(TimeProvider.System.GetUtcNow()),
            ["data"] = data,
        };
        if (by is not null)
        {
            operation["operator"] = new JsonObject { ["email"] = by };
        }

        return operation.ToJsonString();
    }

    private async Task PostAsync(IEnumerable<string> operations, CancellationToken cancellationToken)
    {
        // As callers do: the same again, where nothing was taken. On a busy machine the store is asked too much at times.
        var batch = operations.ToList();
        var started = Stopwatch.GetTimestamp();
        while (await portal.PostAsync(cell.Name, batch, cancellationToken) is var status and not 202)
        {
            if (status is not (0 or 503) || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"{cell.Name}: the intake answered {status}.");
            }

            await Task.Delay(1000, cancellationToken);
        }
    }

    private async Task UntilAllAreAsync(string status, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Patience)
        {
            if ((await watch.LookAsync(cancellationToken)).Actions[cell.Name].All(a => a.GetProperty("status").GetString() == status))
            {
                return;
            }
        }

        throw new TimeoutException($"{cell.Name}: not {status}, though nothing was in the way.\n{portal.LastWords}");
    }

    private static string Iso(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
