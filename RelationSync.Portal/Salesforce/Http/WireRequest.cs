namespace RelationSync.Portal.Salesforce.Http;

/// <summary>One request as the transport sends it.</summary>
/// <param name="Kind">What it is for, in the metrics: <c>look_up</c>, <c>write</c>, <c>token</c> …</param>
/// <param name="Circuit">Whose circuit it belongs to: one per org, whatever the host. It appears in metrics: no secret.</param>
/// <param name="Writes">It changes something there: a lost answer leaves its outcome unknown.</param>
internal sealed record WireRequest(string Kind, string Circuit, HttpMethod Method, string Url, bool Writes)
{
    public RequestBody? Body { get; init; }

    public string? Bearer { get; init; }

    /// <summary>Sends an empty <c>SOAPAction</c>, as SOAP 1.1 asks for.</summary>
    public bool Soap { get; init; }

    public CallCounter? Counter { get; init; }

    /// <summary>No token may get into a log through a record's own text.</summary>
    public override string ToString() => $"{Method} {Kind}";
}
