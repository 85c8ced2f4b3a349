using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RelationSync.Benchmarks.Harness;
using RelationSync.Portal.Components.Account;

namespace RelationSync.E2E.Infrastructure;

/// <summary>A portal that nobody has used yet, outside of demo mode, and a simulator beside it.</summary>
internal sealed partial class EmptyPortal : IAsyncDisposable
{
    /// <summary>The simulator's org.</summary>
    public const string Org = "first";

    public static readonly DemoAccount Administrator = new("first@example.com", "correct horse battery", Administrator: true);

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-e2e-").FullName;
    private readonly TaskCompletionSource<string> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _hasAdministrator;
    private PortalProgram? _program;

    private EmptyPortal(SimulatorProcess simulator, bool hasAdministrator) => (Simulator, _hasAdministrator) = (simulator, hasAdministrator);

    public string Url { get; } = $"http://127.0.0.1:{ChildProcess.FreePort()}";

    public SimulatorProcess Simulator { get; }

    /// <summary>The code for the set-up, from the log; only of a portal without an administrator.</summary>
    public Task<string> SetUpCode => _code.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public static async Task<EmptyPortal> StartAsync(bool hasAdministrator)
    {
        var simulator = await SimulatorProcess.StartAsync(CancellationToken.None);
        var portal = new EmptyPortal(simulator, hasAdministrator);
        try
        {
            await simulator.CreateOrgAsync(new JsonObject { ["name"] = Org }, CancellationToken.None);
            await portal.StartAsync();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGTERM, as an update sends it; how long it took to end.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var took = await _program!.TerminateAsync(CancellationToken.None);
        await _program.DisposeAsync();
        _program = null;
        return took;
    }

    /// <summary>On the same store, at the same address.</summary>
    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(_folder, "portal.db")}",
            ["Demo__Enabled"] = "false",
            ["Worker__DrainInterval"] = "00:00:01",
            ["Sync__SendCancelGrace"] = "00:00:01",
            ["Sync__ReorderGrace"] = "00:00:01",
            ["Salesforce__ClientId"] = "e2e",
            ["Salesforce__AllowInsecureLoopback"] = "true",
            ["RelationApi__BaseUrl"] = $"{Simulator.Url}/relation/{{subdomain}}",
        };
        if (_hasAdministrator)
        {
            environment["Bootstrap__AdminEmail"] = Administrator.Email;
            environment["Bootstrap__AdminPassword"] = Administrator.Password;
        }

        _program = await PortalProgram.StartAsync(Url, environment, CancellationToken.None, Hear);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        await Simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Hear(string line)
    {
        if (Code().Match(line) is { Success: true } found)
        {
            _code.TrySetResult(found.Groups[1].Value);
        }
    }

    [GeneratedRegex(@"one-time code ([A-Za-z0-9-]+)")]
    private static partial Regex Code();
}
