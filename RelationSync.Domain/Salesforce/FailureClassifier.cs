using System.Collections.Frozen;

namespace RelationSync.Domain.Salesforce;

/// <summary>Salesforce's error codes and what they mean for us (fact sheet, section 8). Never decides by a text.</summary>
public static class FailureClassifier
{
    private static readonly FrozenDictionary<string, FailureClass> Classes = new Dictionary<FailureClass, string[]>
    {
        [FailureClass.TransientCall] =
        [
            "UNKNOWN_EXCEPTION", "SERVER_UNAVAILABLE", "FUNCTIONALITY_TEMPORARILY_UNAVAILABLE", "ORG_IN_MAINTENANCE",
            "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE", "REQUEST_RUNNING_TOO_LONG", "INVALID_QUERY_LOCATOR",
            "rate_limit_exceeded",
        ],
        [FailureClass.TransientRecord] =
        [
            "UNABLE_TO_LOCK_ROW", "TOO_MANY_APEX_REQUESTS", "COLLISION_DETECTED", "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "PROCESSING_HALTED", "BATCH_PROCESSING_HALTED",
        ],
        [FailureClass.Split] =
        [
            "QUERY_TIMEOUT", "OPERATION_TOO_LARGE", "QUERY_TOO_COMPLICATED", "EXCEEDED_MAX_SIZE_REQUEST", "EXCEEDED_ID_LIMIT",
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "CUSTOM_APEX_ERROR",
        ],
        [FailureClass.Limit] = ["REQUEST_LIMIT_EXCEEDED", "STORAGE_LIMIT_EXCEEDED", "LIMIT_EXCEEDED", "EXCEEDED_QUOTA"],
        [FailureClass.AuthorizationGone] =
        [
            "INVALID_SESSION_ID", "INVALID_LOGIN", "ORG_LOCKED", "TRIAL_EXPIRED", "CLIENT_NOT_ACCESSIBLE_FOR_USER",
            "LOGIN_DURING_RESTRICTED_DOMAIN", "LOGIN_DURING_RESTRICTED_TIME", "invalid_grant", "inactive_user", "inactive_org",
        ],
        [FailureClass.Blocked] =
        [
            "API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED", "OAUTH_APP_BLOCKED", "OAUTH_APP_ACCESS_DENIED", "OAUTH_AUTHORIZATION_BLOCKED",
            "OAUTH_APPROVAL_ERROR_GENERIC", "invalid_app_access", "invalid_client", "invalid_client_id", "app_not_found",
        ],
        [FailureClass.Configuration] =
        [
            "INVALID_TYPE", "INVALID_FIELD", "INVALID_FIELD_FOR_INSERT_UPDATE",
            "INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS_OR_READONLY", "FUNCTIONALITY_NOT_ENABLED", "UNSUPPORTED_API_VERSION",
            "NOT_FOUND", "invalid_scope", "redirect_uri_mismatch",
            "unsupported_grant_type", "invalid_request",
        ],
        [FailureClass.Data] =
        [
            "FIELD_INTEGRITY_EXCEPTION", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "REQUIRED_FIELD_MISSING", "STRING_TOO_LONG",
            "MALFORMED_ID", "INVALID_CROSS_REFERENCE_KEY", "INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD", "ENTITY_IS_DELETED",
            "INACTIVE_OWNER_OR_USER", "OP_WITH_INVALID_USER_TYPE_EXCEPTION", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "NUMBER_OUTSIDE_VALID_RANGE", "TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET", "FIELD_FILTER_VALIDATION_EXCEPTION",
            "DUPLICATES_DETECTED", "CANNOT_EXECUTE_FLOW_TRIGGER", "JSON_PARSER_ERROR", "DUPLICATE_USERNAME",
            "DUPLICATE_COMM_NICKNAME", "LICENSE_LIMIT_EXCEEDED", "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
            "CANNOT_UPDATE_CONVERTED_LEAD", "MALFORMED_QUERY", "MIXED_DML_OPERATION", "TRANSFER_REQUIRES_READ",
        ],
        [FailureClass.AlreadyDone] = ["DUPLICATE_VALUE"],
    }.SelectMany(c => c.Value.Select(code => (code, c.Key))).ToFrozenDictionary(p => p.code, p => p.Key, StringComparer.Ordinal);

    /// <summary>The class of a code; codes of one kind by their beginning (<c>TXN_SECURITY_</c>, <c>INSUFFICIENT_ACCESS</c>); else unknown.</summary>
    public static FailureClass Classify(string code) =>
        Classes.TryGetValue(code, out var known) ? known
        : code.StartsWith("TXN_SECURITY_", StringComparison.Ordinal) || code.StartsWith("INSUFFICIENT_ACCESS", StringComparison.Ordinal)
            ? FailureClass.Configuration
        : FailureClass.Unknown;

    /// <summary>Every code with a class of its own: each has a guidance text in both languages.</summary>
    public static IReadOnlyCollection<string> KnownCodes => Classes.Keys;
}
