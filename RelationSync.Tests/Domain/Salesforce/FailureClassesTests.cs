using RelationSync.Domain.Salesforce;

namespace RelationSync.Tests.Domain.Salesforce;

/// <summary>Every code of the fact sheet's table (section 8) has the class of its row.</summary>
public sealed class FailureClassesTests
{
    [Theory]
    [InlineData(FailureClass.TransientCall, "UNKNOWN_EXCEPTION SERVER_UNAVAILABLE FUNCTIONALITY_TEMPORARILY_UNAVAILABLE ORG_IN_MAINTENANCE INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE REQUEST_RUNNING_TOO_LONG")]
    [InlineData(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW TOO_MANY_APEX_REQUESTS COLLISION_DETECTED ALL_OR_NONE_OPERATION_ROLLED_BACK PROCESSING_HALTED BATCH_PROCESSING_HALTED")]
    [InlineData(FailureClass.Split, "QUERY_TIMEOUT OPERATION_TOO_LARGE QUERY_TOO_COMPLICATED EXCEEDED_MAX_SIZE_REQUEST EXCEEDED_ID_LIMIT CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY CUSTOM_APEX_ERROR")]
    [InlineData(FailureClass.Limit, "REQUEST_LIMIT_EXCEEDED STORAGE_LIMIT_EXCEEDED LIMIT_EXCEEDED EXCEEDED_QUOTA")]
    [InlineData(FailureClass.AuthorizationGone, "invalid_grant inactive_user inactive_org INVALID_SESSION_ID INVALID_LOGIN ORG_LOCKED TRIAL_EXPIRED LOGIN_DURING_RESTRICTED_DOMAIN LOGIN_DURING_RESTRICTED_TIME CLIENT_NOT_ACCESSIBLE_FOR_USER")]
    [InlineData(FailureClass.Configuration, "INVALID_TYPE INVALID_FIELD INVALID_FIELD_FOR_INSERT_UPDATE INSUFFICIENT_ACCESS INSUFFICIENT_ACCESS_OR_READONLY FUNCTIONALITY_NOT_ENABLED UNSUPPORTED_API_VERSION TXN_SECURITY_NO_ACCESS TXN_SECURITY_RUNTIME_EXCEPTION")]
    [InlineData(FailureClass.Blocked, "API_DISABLED_FOR_ORG API_CURRENTLY_DISABLED OAUTH_APP_BLOCKED OAUTH_APP_ACCESS_DENIED OAUTH_AUTHORIZATION_BLOCKED OAUTH_APPROVAL_ERROR_GENERIC invalid_app_access invalid_client invalid_client_id app_not_found")]
    [InlineData(FailureClass.Data, "FIELD_INTEGRITY_EXCEPTION FIELD_CUSTOM_VALIDATION_EXCEPTION REQUIRED_FIELD_MISSING STRING_TOO_LONG MALFORMED_ID INVALID_CROSS_REFERENCE_KEY INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD ENTITY_IS_DELETED INACTIVE_OWNER_OR_USER OP_WITH_INVALID_USER_TYPE_EXCEPTION INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST NUMBER_OUTSIDE_VALID_RANGE TEXT_DATA_OUTSIDE_SUPPORTED_CHARSET FIELD_FILTER_VALIDATION_EXCEPTION DUPLICATES_DETECTED CANNOT_EXECUTE_FLOW_TRIGGER JSON_PARSER_ERROR")]
    [InlineData(FailureClass.AlreadyDone, "DUPLICATE_VALUE")]
    [InlineData(FailureClass.TransientCall, "INVALID_QUERY_LOCATOR rate_limit_exceeded")]
    [InlineData(FailureClass.Configuration, "NOT_FOUND invalid_scope redirect_uri_mismatch unsupported_grant_type invalid_request INSUFFICIENT_ACCESS_OF_ANY_KIND")]
    [InlineData(FailureClass.Data, "DUPLICATE_USERNAME DUPLICATE_COMM_NICKNAME LICENSE_LIMIT_EXCEEDED INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY CANNOT_UPDATE_CONVERTED_LEAD MALFORMED_QUERY MIXED_DML_OPERATION TRANSFER_REQUIRES_READ")]
    [InlineData(FailureClass.Unknown, "NEVER_HEARD_OF")]
    public void Classify_CodesOfARow_HaveItsClass(FailureClass expected, string codes) =>
        Assert.All(codes.Split(' '), code => Assert.Equal((code, expected), (code, FailureClassifier.Classify(code))));

    [Theory]
    [Trait("Rule", "R-E3")]
    [InlineData(FailureClass.Limit, true)]
    [InlineData(FailureClass.AuthorizationGone, true)]
    [InlineData(FailureClass.Blocked, true)]
    [InlineData(FailureClass.TransientCall, false)]
    [InlineData(FailureClass.Data, false)]
    public void HoldsUp_WhatNoActionIsToBlameFor(FailureClass failure, bool expected) =>
        Assert.Equal(expected, new SalesforceFailure(failure, "CODE", "", []).HoldsUp);
}
