using Microsoft.Extensions.Hosting.Internal;

namespace RelationSync.Simulator;

// A class of its own name and namespace: the tests also see the portal's Program.
internal static class Program
{
    private static async Task Main(string[] args)
    {
        await using var simulator = SimulatorHost.Build(args, builder => builder.Services.AddSingleton<IHostLifetime, ConsoleLifetime>());
        await simulator.RunAsync();
    }
}
