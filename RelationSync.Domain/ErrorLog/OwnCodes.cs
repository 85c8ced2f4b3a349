namespace RelationSync.Domain.ErrorLog;

/// <summary>Our own codes, for what has no code of Salesforce's.</summary>
public static class OwnCodes
{
    public const string SubjectTruncated = "SUBJECT_TRUNCATED";
    public const string DescriptionTruncated = "DESCRIPTION_TRUNCATED";
    public const string StartAfterEnd = "START_AFTER_END";
    public const string OpeningUnknown = "OPENING_UNKNOWN";
    public const string DurationCut = "DURATION_CUT";
    public const string SharedActivitiesOff = "SHARED_ACTIVITIES_OFF";
    public const string ContactsLeftOut = "CONTACTS_LEFT_OUT";
    public const string FieldNotWritable = "FIELD_NOT_WRITABLE";
    public const string HalfGivenUp = "HALF_GIVEN_UP";
    public const string CancelledLate = "CANCELLED_LATE";

    /// <summary>An action that waits for a person's answer (R-D2).</summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    public const string EventNotSeen = "EVENT_NOT_SEEN";
    public const string EventNotWritable = "EVENT_NOT_WRITABLE";
    public const string RefusedAgainAndAgain = "REFUSED_AGAIN_AND_AGAIN";
    public const string ApiBudgetReached = "API_BUDGET_REACHED";
    public const string Stopped = "STOPPED";
    public const string Timeout = "TIMEOUT";
    public const string Cancelled = "CANCELLED";
    public const string CircuitOpen = "CIRCUIT_OPEN";
    public const string ConnectionFailed = "CONNECTION_FAILED";
    public const string ConnectionLost = "CONNECTION_LOST";
    public const string InvalidResponse = "INVALID_RESPONSE";

    /// <summary>An answer that only its status tells about: the code is <c>HTTP_503</c> and the like.</summary>
    public const string Http = "HTTP";

    public const string HostRefused = "HOST_REFUSED";
    public const string AuthorizationMissing = "AUTHORIZATION_MISSING";
    public const string AnotherUser = "ANOTHER_USER";
    public const string ProvisionedTokenForeign = "PROVISIONED_TOKEN_FOREIGN";
    public const string TokenNotStored = "TOKEN_NOT_STORED";
    public const string NoIntegrationProfile = "NO_INTEGRATION_PROFILE";
    public const string EmptyValueSet = "EMPTY_VALUE_SET";
    public const string MarkerNotVisible = "MARKER_NOT_VISIBLE";
    public const string MetadataApiRefused = "METADATA_API_REFUSED";
    public const string TurnLost = "TURN_LOST";
    public const string TypesNotAdded = "TYPES_NOT_ADDED";

    /// <summary>The code of an answer that names none.</summary>
    public static string OfStatus(int status) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Http}_{status}");

    /// <summary>True for <c>HTTP_503</c> and the like.</summary>
    public static bool IsStatus(string code) => code.StartsWith($"{Http}_", StringComparison.Ordinal);
}
