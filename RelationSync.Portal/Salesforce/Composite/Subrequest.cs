using System.Text.Json;

namespace RelationSync.Portal.Salesforce.Composite;

/// <summary>One request inside a Composite.</summary>
/// <param name="Url">From the host on, already encoded.</param>
internal sealed record Subrequest(string Method, string Url, Action<Utf8JsonWriter>? Body = null);
