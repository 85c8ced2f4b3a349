using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>A call to an org: the session adds host and token.</summary>
/// <param name="Path">From the host on: <c>/services/data/v67.0/composite</c>.</param>
internal sealed record ApiCall(string Kind, HttpMethod Method, string Path, bool Writes = false)
{
    /// <summary>Made for each sending: Metadata SOAP carries the token in the body.</summary>
    public Func<AccessToken, RequestBody>? Body { get; init; }

    public bool Soap { get; init; }
}
