using System.Security.Cryptography;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Seconds from the start of the process to readiness, with a store that is made and with one that exists; the median of several starts.</summary>
internal sealed class StartTimes : IBenchmark
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Seconds.</summary>
    private const double MostNew = 3;

    /// <inheritdoc cref="MostNew"/>
    private const double MostExisting = 2;

    public string Name => "start";

    public string Shows => "seconds from the start of the process to readiness, with a new store and an existing one";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var rounds = full ? 9 : 3;
        var (fresh, existing) = (new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            var folder = Directory.CreateTempSubdirectory("relationsync-start-");
            try
            {
                fresh.Add(await StartAsync(folder.FullName, cancellationToken));
                existing.Add(await StartAsync(folder.FullName, cancellationToken));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        var (ofNew, ofExisting) = (Median(fresh), Median(existing));
        return new Verdict(
            !full || (ofNew <= MostNew && ofExisting <= MostExisting),
            $"ready after {ofExisting:0.0} s with an existing store, {ofNew:0.0} s with a new one",
            ["store", "starts", "median, s", "shortest, s", "longest, s"],
            [Row("new", fresh), Row("existing", existing)]);
    }

    private static async Task<double> StartAsync(string folder, CancellationToken cancellationToken)
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
            "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        if (await start.ReadyIsAsync(200, Limit, cancellationToken) is null)
        {
            throw new InvalidOperationException($"The portal wasn't ready within {Limit.TotalSeconds:0} s:\n{start.Said}");
        }

        var took = start.Since.TotalSeconds;
        await start.TerminateAsync(Limit, cancellationToken);
        return took;
    }

    private static string[] Row(string store, List<double> seconds) =>
        [store, $"{seconds.Count}", $"{Median(seconds):0.00}", $"{seconds.Min():0.00}", $"{seconds.Max():0.00}"];

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);
}
