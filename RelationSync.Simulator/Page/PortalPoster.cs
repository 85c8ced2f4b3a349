using System.Security.Cryptography;
using System.Text;

namespace RelationSync.Simulator.Page;

/// <summary>Posts operations to the portal's intake, signed as Standard Webhooks asks.</summary>
internal sealed class PortalPoster(IConfiguration configuration) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(15) };

    public bool IsConfigured => Url is not null && Key is not null && Secret is not null;

    private string? Url => configuration["Portal:Url"];

    private string? Key => configuration["Portal:InboxKey"];

    private string? Secret => configuration["Portal:InboxSecret"];

    public async Task<(int Status, string Body)> PostAsync(string body, CancellationToken cancellationToken)
    {
        var id = "msg_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var inbox = Uri.EscapeDataString(Key!);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Url!.TrimEnd('/')}/api/v1/inboxes/{inbox}/operations");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", Sign(Secret!, $"{id}.{timestamp}.{body}"));
        using var response = await _http.SendAsync(request, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    internal static string Sign(string secret, string content)
    {
        const string prefix = "whsec_";
        var key = Convert.FromBase64String(secret.StartsWith(prefix, StringComparison.Ordinal) ? secret[prefix.Length..] : secret);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content)));
    }
}
