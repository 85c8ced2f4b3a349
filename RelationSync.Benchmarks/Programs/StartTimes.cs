using System.Diagnostics;
using System.Security.Cryptography;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Seconds from the start of the process to readiness, with a store that is made and with one that exists; the median of several starts.
/// Beside it, a web server without store, pages and jobs: the simulator, until it answers.
/// </summary>
internal sealed class StartTimes : IBenchmark
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Seconds.</summary>
    private const double MostNew = 3;

    /// <inheritdoc cref="MostNew"/>
    private const double MostExisting = 2;

    public string Name => "start";

    public string Shows => "seconds from the start of the process to readiness, with a new store and an existing one: published, and as it was built; and of a web server alone";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var rounds = full ? 9 : 3;
        using var published = await PublishedPortal.PublishAsync(cancellationToken);
        var (fresh, existing, freshBuilt, existingBuilt, server) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            server.Add(await StartServerAsync(cancellationToken));
            foreach (var (program, ofNew, ofOld) in new[] { (published.Assembly, fresh, existing), (null, freshBuilt, existingBuilt) })
            {
                var folder = Directory.CreateTempSubdirectory("relationsync-start-");
                try
                {
                    ofNew.Add(await StartAsync(folder.FullName, program, cancellationToken));
                    ofOld.Add(await StartAsync(folder.FullName, program, cancellationToken));
                }
                finally
                {
                    folder.Delete(recursive: true);
                }
            }
        }

        var (forNew, forExisting) = (Median(fresh), Median(existing));
        return new Verdict(
            !full || (forNew <= MostNew && forExisting <= MostExisting),
            $"ready after {forExisting:0.00} s with an existing store, {forNew:0.00} s with a new one: {forExisting / Median(server):0.0} and {forNew / Median(server):0.0} times a web server alone; as built {Median(existingBuilt):0.00} and {Median(freshBuilt):0.00} s",
            ["build", "store", "starts", "median, s", "shortest, s", "longest, s"],
            [Row("published", "new", fresh), Row("published", "existing", existing), Row("as built", "new", freshBuilt), Row("as built", "existing", existingBuilt), Row("web server alone", "none", server)]);
    }

    private static async Task<double> StartServerAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> StartAsync(string folder, string? program, CancellationToken cancellationToken)
    {
        await using var start = PortalStart.Begin(
            new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(folder, "portal.db")}",
                ["Bootstrap__AdminEmail"] = PortalProcess.Email,
                ["Bootstrap__AdminPassword"] = PortalProcess.Password,
                ["Logging__LogLevel__Default"] = "Warning",
            },
            "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            program);
        if (await start.ReadyIsAsync(200, Limit, cancellationToken) is null)
        {
            throw new InvalidOperationException($"The portal wasn't ready within {Limit.TotalSeconds:0} s:\n{start.Said}");
        }

        var took = start.Since.TotalSeconds;
        await start.TerminateAsync(Limit, cancellationToken);
        return took;
    }

    private static string[] Row(string build, string store, List<double> seconds) =>
        [build, store, $"{seconds.Count}", $"{Median(seconds):0.00}", $"{seconds.Min():0.00}", $"{seconds.Max():0.00}"];

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);
}
