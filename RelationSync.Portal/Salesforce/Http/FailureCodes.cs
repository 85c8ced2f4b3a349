namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Our own codes, for what happens on the way and has no code of Salesforce's; besides them <c>HTTP_503</c> and the like.</summary>
internal static class FailureCodes
{
    public const string Timeout = "TIMEOUT";
    public const string Cancelled = "CANCELLED";
    public const string CircuitOpen = "CIRCUIT_OPEN";
    public const string ConnectionFailed = "CONNECTION_FAILED";
    public const string ConnectionLost = "CONNECTION_LOST";
    public const string InvalidResponse = "INVALID_RESPONSE";
    public const string HostRefused = "HOST_REFUSED";
    public const string AuthorizationMissing = "AUTHORIZATION_MISSING";
    public const string AnotherUser = "ANOTHER_USER";
    public const string TokenNotStored = "TOKEN_NOT_STORED";
    public const string NoIntegrationProfile = "NO_INTEGRATION_PROFILE";
    public const string EmptyValueSet = "EMPTY_VALUE_SET";
    public const string MarkerNotVisible = "MARKER_NOT_VISIBLE";
    public const string TurnLost = "TURN_LOST";
    public const string TypesNotAdded = "TYPES_NOT_ADDED";
}
