using System.Security.Cryptography;
using System.Text.Json;

namespace RelationSync.Benchmarks.Harness;

/// <summary>The scripts on jsforce, installed outside the repository by their lock file; one installation serves all runs.</summary>
internal sealed class PeerScripts
{
    private static readonly string[] Install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];

    private readonly string _folder;

    private PeerScripts(string folder) => _folder = folder;

    public static async Task<PeerScripts> InstallAsync(CancellationToken cancellationToken)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Peers");
        var hash = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken)))[..16];
        var folder = Path.Combine(Path.GetTempPath(), $"relationsync-peers-{hash}");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            await Tool.RunAsync(folder, "npm", Install, cancellationToken);
        }

        return new PeerScripts(folder);
    }

    /// <summary>Runs a script over these mails: customer number and id.</summary>
    public async Task<PeerFigures> RunAsync(string script, SimulatedOrg org, IEnumerable<int> customers, CancellationToken cancellationToken)
    {
        var input = Path.Combine(_folder, $"{Guid.NewGuid():N}.json");
        var at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await using (var file = File.Create(input))
        {
            await JsonSerializer.SerializeAsync(
                file,
                new
                {
                    login_url = org.LoginUrl,
                    access_token = org.AccessToken,
                    @operator = Samples.Operator,
                    mails = customers.Select(c => new { id = Guid.CreateVersion7().ToString(), subject = $"お見積もりの件 p{c}", body = Samples.Body, to = Samples.Email(c), at }),
                },
                cancellationToken: cancellationToken);
        }

        try
        {
            var line = await Tool.RunAsync(_folder, "node", [script, input], cancellationToken);
            return JsonSerializer.Deserialize<PeerFigures>(line, JsonSerializerOptions.Web)!;
        }
        finally
        {
            File.Delete(input);
        }
    }
}

/// <summary>What a script took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="Processor">Seconds of its processor.</param>
/// <param name="Events">That it was told were made.</param>
internal sealed record PeerFigures(double Seconds, double Processor, int Events);
