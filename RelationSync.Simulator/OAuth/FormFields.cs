using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.OAuth;

/// <summary>The parameters of an OAuth request: query, form, and HTTP Basic for the app's id and secret.</summary>
internal sealed class FormFields
{
    private readonly Dictionary<string, StringValues> _fields;

    public FormFields(OrgRequest request)
    {
        _fields = QueryHelpers.ParseQuery(request.Query);
        if (request.Method == "POST")
        {
            foreach (var (name, value) in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body)))
            {
                _fields[name] = value;
            }
        }

        ReadBasic(request.Header("Authorization"));
    }

    public string? this[string name] => _fields.TryGetValue(name, out var value) && !StringValues.IsNullOrEmpty(value) ? value[0] : null;

    public IEnumerable<KeyValuePair<string, StringValues>> All => _fields;

    public string Require(string name) => this[name] ?? throw new OAuthError("invalid_request", $"missing required parameter: {name}");

    private void ReadBasic(string? header)
    {
        const string scheme = "Basic ";
        if (header is null || !header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var bytes = new byte[header.Length];
        if (Convert.TryFromBase64String(header[scheme.Length..].Trim(), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret])
        {
            _fields.TryAdd("client_id", Uri.UnescapeDataString(id));
            _fields.TryAdd("client_secret", Uri.UnescapeDataString(secret));
        }
    }
}
