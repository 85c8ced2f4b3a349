using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>What a browser that has nothing yet takes to open the dashboard of the published build: the page, its styles and its scripts, as they come over the wire.</summary>
internal sealed partial class Weight : IBenchmark
{
    private const string Email = "weight@example.com";
    private const string Password = "weight-password-1";

    /// <summary>Of less than this, compressing saves no packet.</summary>
    private const int WorthIt = 2 * 1024;

    private const double MostKilobytes = 160;

    public string Name => "weight";

    public string Shows => "bytes of a cold dashboard of the published build, compressed and plain; size of the build";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        using var published = await PublishedPortal.PublishAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("relationsync-weight-");
        try
        {
            var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
            await using var portal = await ChildProcess.StartAsync(
                published.Program,
                [],
                new Dictionary<string, string>
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Production",
                    ["Urls"] = url,
                    ["ASPNETCORE_URLS"] = url,
                    ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(folder.FullName, "portal.db")}",
                    ["Bootstrap__AdminEmail"] = Email,
                    ["Bootstrap__AdminPassword"] = Password,
                    ["Logging__LogLevel__Default"] = "Warning",
                },
                url + "/health/live",
                cancellationToken);
            return await MeasureAsync(new Uri(url), published.MiB, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Verdict> MeasureAsync(Uri url, double buildMiB, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, CookieContainer = new CookieContainer() }) { BaseAddress = url };
        using var login = await http.PostAsJsonAsync("/api/v1/login", new { email = Email, password = Password }, cancellationToken);
        login.EnsureSuccessStatusCode();
        var page = await http.GetByteArrayAsync(new Uri("/", UriKind.Relative), cancellationToken);
        var rows = new List<IReadOnlyList<string>> { Row("the page", page.Length, page.Length, "") };
        var (wire, plain, compressed) = (page.Length, page.Length, true);
        foreach (var link in Links().Matches(System.Text.Encoding.UTF8.GetString(page)).Select(m => m.Groups[1].Value).Distinct())
        {
            var (small, encoding) = await GetAsync(http, link, "gzip, deflate, br, zstd", cancellationToken);
            var (large, _) = await GetAsync(http, link, "identity", cancellationToken);
            (wire, plain) = (wire + small, plain + large);
            compressed &= encoding == "br" || small <= WorthIt;
            rows.Add(Row(link, small, large, encoding));
        }

        rows.Add(Row("all", wire, plain, ""));
        return new Verdict(
            compressed && wire <= MostKilobytes * 1000 && rows.Count > 6,
            $"{wire / 1000.0:0} KB over the wire of {plain / 1000.0:0} KB{(compressed ? "" : ", not all of it as Brotli")}; the build has {buildMiB:0} MiB",
            ["what", "bytes", "plain", "encoding"],
            rows);
    }

    private static async Task<(int Bytes, string Encoding)> GetAsync(HttpClient http, string link, string accepted, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(link, UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd(accepted);
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return ((await answer.Content.ReadAsByteArrayAsync(cancellationToken)).Length, string.Join(',', answer.Content.Headers.ContentEncoding));
    }

    private static string[] Row(string what, int bytes, int plain, string encoding) => [what, $"{bytes:N0}", $"{plain:N0}", encoding];

    [GeneratedRegex("(?:href|src)=\"([^\"]+\\.(?:css|js|svg))\"")]
    private static partial Regex Links();
}
