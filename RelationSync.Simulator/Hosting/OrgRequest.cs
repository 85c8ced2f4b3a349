using System.Text;
using System.Text.Json;
using RelationSync.Simulator.Text;

namespace RelationSync.Simulator.Hosting;

/// <summary>A request to an org, read to its end and unpacked.</summary>
internal sealed class OrgRequest(string baseUrl, string method, string path, string query, byte[] body, IHeaderDictionary headers)
{
    private JsonDocument? _json;
    private bool _parsed;

    /// <summary>Where the org lives: <c>http://127.0.0.1:5081/acme</c>.</summary>
    public string BaseUrl => baseUrl;

    public string Method => method;

    /// <summary>Below the org: <c>/services/data/v67.0/query</c>.</summary>
    public string Path => path;

    public string Query => query;

    public string PathAndQuery => path + query;

    public byte[] Body => body;

    public bool IsToken => path == "/services/oauth2/token";

    public int HeaderBytes => headers.Sum(h => h.Key.Length + h.Value.ToString().Length);

    public string? Header(string name) => headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The body as JSON; null where it is none.</summary>
    public JsonElement? Json
    {
        get
        {
            if (!_parsed)
            {
                _parsed = true;
                try
                {
                    _json = body.Length == 0 ? null : JsonDocument.Parse(body);
                }
                catch (JsonException)
                {
                    _json = null;
                }
            }

            return _json?.RootElement;
        }
    }

    public bool BodyContains(string text) =>
        Json is { } json ? JsonStrings.Contains(json, text) : JsonStrings.InText(Encoding.UTF8.GetString(body), text);
}
