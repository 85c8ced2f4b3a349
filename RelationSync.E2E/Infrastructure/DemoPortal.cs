using System.Security.Cryptography;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.E2E.Infrastructure;

/// <summary>The portal in demo mode, as a newcomer starts it, with one Event of each kind already made and one refused.</summary>
internal sealed class DemoPortal : IAsyncDisposable
{
    private static readonly string[] Seed = ["mail", "schedule", "memo", "call", "call", "chat", "sms"];

    private readonly string _folder;
    private readonly PortalProgram _program;

    private DemoPortal(string folder, PortalProgram program, string url, string simulatorUrl)
    {
        (_folder, _program) = (folder, program);
        (Url, SimulatorUrl) = (url, simulatorUrl);
    }

    public string Url { get; }

    public string SimulatorUrl { get; }

    /// <summary>The last lines it printed.</summary>
    public string LastWords => _program.LastWords;

    /// <summary>Of an inbox that is never connected: what a wizard can begin with.</summary>
    public const string SpareInbox = "spare";

    public static async Task<DemoPortal> StartAsync(DemoTimes times, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("relationsync-e2e-").FullName;
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        var simulatorUrl = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        var provisioning = Path.Combine(folder, "provisioning.json");
        await File.WriteAllTextAsync(
            provisioning,
            $$"""{"inboxes": [{"key": "{{SpareInbox}}", "name": "予備の受信箱", "secret": "whsec_{{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}}", "time_zone": "Asia/Tokyo"}]}""",
            cancellationToken);
        var program = await PortalProgram.StartAsync(
            url,
            new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Simulator__Url"] = simulatorUrl,
                ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(folder, "e2e.db")}",
                ["Provisioning__Path"] = provisioning,
                ["Worker__DrainInterval"] = times.DrainInterval,
                ["Sync__SendCancelGrace"] = times.SendCancelGrace,
                ["Sync__ReorderGrace"] = times.ReorderGrace,
            },
            cancellationToken);
        var portal = new DemoPortal(folder, program, url, simulatorUrl);
        await portal.MakeEventsAsync(cancellationToken);
        return portal;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Presses the buttons of the simulator's page and waits for what comes of them: tests find pages with rows, and nothing of it comes later.</summary>
    private async Task MakeEventsAsync(CancellationToken cancellationToken)
    {
        // What happened before the connection was made isn't synced, and a sample chat began two seconds before its button was pressed.
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        using var simulator = new SimulatorClient(SimulatorUrl);
        await simulator.RefuseAsync("納期のお問い合わせ", times: 1, cancellationToken);
        foreach (var kind in Seed)
        {
            await simulator.PressAsync(kind, cancellationToken);
        }

        await Until.TrueAsync(
            async () => await simulator.CountEventsAsync(cancellationToken) == Seed.Length - 1,
            () => $"Operations did not become Events:\n{LastWords}",
            cancellationToken);
    }
}
