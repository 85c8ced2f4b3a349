using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Hosting.Demo;

/// <summary>Whether this process shows or simulates, and so must stay on this machine.</summary>
internal sealed class DemoMode(IOptions<DemoOptions> demo, IOptions<SimulatorOptions> simulator)
{
    /// <summary>The whole demonstration: simulator, inbox, connection, accounts.</summary>
    public bool IsDemo => demo.Value.IsOn;

    /// <summary>The simulator runs in this process.</summary>
    public bool HasSimulator => IsDemo || simulator.Value.Enabled;
}
