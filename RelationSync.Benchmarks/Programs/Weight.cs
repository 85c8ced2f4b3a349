using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using RelationSync.Benchmarks.Harness;
using RelationSync.Benchmarks.Sieging;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// What a browser that has nothing yet takes to open the dashboard of the published build: the page, its styles and its scripts, as
/// they come over the wire. The build is trimmed, so its pages are opened and its workbook is made as well.
/// </summary>
internal sealed partial class Weight : IBenchmark
{
    /// <summary>Of less than this, compressing saves no packet.</summary>
    private const int WorthIt = 2 * 1024;

    private const double MostKilobytes = 160;

    /// <summary>Of the build.</summary>
    private const double MostMegabytes = 55;

    private static readonly string[] Pages =
        ["/", "/connections", "/connections/new", "/inboxes", "/inboxes/new", "/actions", "/errors", "/users", "/audit", "/notifications"];

    /// <summary>For a page to be shown.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public string Name => "weight";

    public string Shows => "bytes of a cold dashboard of the published build, compressed and plain; size of the build, and whether its pages open";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        using var published = await PublishedPortal.PublishAsync(cancellationToken);
        await using var portal = new PortalProcess([], program: published.Folder);
        await portal.StartAsync(cancellationToken);
        var cold = await MeasureAsync(new Uri(portal.Url), cancellationToken);
        var unseen = new List<string>();
        foreach (var path in Pages)
        {
            if (!await IsShownAsync(portal, path, cancellationToken))
            {
                unseen.Add(path);
            }
        }

        using var workbook = await portal.GetAsync("/errors.xlsx", cancellationToken);
        var isMade = workbook.IsSuccessStatusCode && (await workbook.Content.ReadAsByteArrayAsync(cancellationToken)).Length > WorthIt;
        return new Verdict(
            new Checks(
                ("all compressed", cold.IsCompressed),
                ($"at most {MostKilobytes} KB", cold.Wire <= MostKilobytes * 1000),
                ("styles and scripts found", cold.Rows.Count > 6),
                ($"a build of at most {MostMegabytes} MB", published.Megabytes <= MostMegabytes),
                ($"pages shown, not {string.Join(", ", unseen)}", unseen.Count == 0),
                ("a workbook made", isMade),
                ($"no errors: {string.Join(' ', portal.Complaints)}", portal.Complaints.Count == 0)),
            $"{cold.Wire / 1000.0:0} KB over the wire of {cold.Plain / 1000.0:0} KB; the build has {published.Megabytes:0.0} MB, {Pages.Length} pages of it opened",
            ["what", "bytes", "plain", "encoding"],
            cold.Rows);
    }

    private static async Task<bool> IsShownAsync(PortalProcess portal, string path, CancellationToken cancellationToken)
    {
        using var page = await OpenPage.OpenAsync(portal, cancellationToken, path);
        for (var since = Stopwatch.GetTimestamp(); page is { IsShown: false } && Stopwatch.GetElapsedTime(since) < Patience;)
        {
            await Task.Delay(50, cancellationToken);
        }

        return page is { IsShown: true };
    }

    private static async Task<Cold> MeasureAsync(Uri url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, CookieContainer = new CookieContainer() }) { BaseAddress = url };
        using var login = await http.PostAsJsonAsync("/api/v1/login", new { email = PortalProcess.Email, password = PortalProcess.Password }, cancellationToken);
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
        return new Cold(wire, plain, compressed, rows);
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

    /// <param name="Wire">Bytes.</param>
    /// <param name="Plain">Bytes, were nothing compressed.</param>
    /// <param name="IsCompressed">True if all that is worth it is, as Brotli.</param>
    private sealed record Cold(int Wire, int Plain, bool IsCompressed, IReadOnlyList<IReadOnlyList<string>> Rows);

    [GeneratedRegex("(?:href|src)=\"([^\"]+\\.(?:css|js|svg))\"")]
    private static partial Regex Links();
}
