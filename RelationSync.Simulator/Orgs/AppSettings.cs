using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Orgs;

/// <summary>An app that the org knows.</summary>
public sealed record AppSettings
{
    public string? ClientId { get; init; }

    /// <summary>PEM of a certificate or of a public key. Without one the app can't use the JWT bearer grant.</summary>
    public string? Certificate { get; init; }

    /// <summary>Usernames that may come by the JWT bearer grant.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary><c>ok</c>, <c>must_install</c> or <c>blocked</c>.</summary>
    public string State { get; init; } = "ok";

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal string? Fault() => this switch
    {
        { Unknown.Count: > 0 } => $"unknown members of apps: {string.Join(", ", Unknown.Keys)}",
        { ClientId: null or "" } => "each of apps needs a client_id",
        { State: not ("ok" or "must_install" or "blocked") } => "state of apps must be ok, must_install or blocked",
        { Users: { } users } when users.Any(string.IsNullOrEmpty) => "users of apps must be usernames",
        { Certificate: { } pem } when !AppCertificate.IsReadable(pem) => "certificate of apps must be the PEM of an RSA certificate",
        _ => null,
    };
}
