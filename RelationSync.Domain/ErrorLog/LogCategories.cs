using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.ErrorLog;

/// <summary>The category of a failure: by its code first, then by the fields that Salesforce names, then by its class.</summary>
public static class LogCategories
{
    public static LogCategory Of(SalesforceFailure failure) => failure.Code switch
    {
        "FIELD_CUSTOM_VALIDATION_EXCEPTION" or "FIELD_FILTER_VALIDATION_EXCEPTION" => LogCategory.Validation,
        "DUPLICATES_DETECTED" or "DUPLICATE_VALUE" => LogCategory.DuplicateRule,
        "INACTIVE_OWNER_OR_USER" or "OP_WITH_INVALID_USER_TYPE_EXCEPTION" or "LICENSE_LIMIT_EXCEEDED" or "DUPLICATE_USERNAME" or "TRANSFER_REQUIRES_READ" => LogCategory.Owner,
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" => LogCategory.Type,
        "CANNOT_UPDATE_CONVERTED_LEAD" => LogCategory.Target,
        _ when failure.Class is FailureClass.Data && failure.Fields.Count > 0 => OfField(failure.Fields[0]),
        "INVALID_CROSS_REFERENCE_KEY" or "INVALID_CROSS_REFERENCE_TYPE_FOR_FIELD" or "ENTITY_IS_DELETED"
            or "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY" => LogCategory.Target,
        _ => OfClass(failure.Class),
    };

    private static LogCategory OfField(string field) => field switch
    {
        "OwnerId" => LogCategory.Owner,
        "WhoId" or "WhatId" or "EventWhoIds" => LogCategory.Target,
        "Type" => LogCategory.Type,
        "StartDateTime" or "EndDateTime" or "DurationInMinutes" => LogCategory.Times,
        _ => LogCategory.Validation,
    };

    private static LogCategory OfClass(FailureClass failure) => failure switch
    {
        FailureClass.TransientCall or FailureClass.TransientRecord => LogCategory.Transient,
        FailureClass.Limit => LogCategory.Limit,
        FailureClass.AuthorizationGone or FailureClass.Blocked => LogCategory.Authorization,
        FailureClass.Configuration => LogCategory.Permission,
        FailureClass.Data or FailureClass.Split => LogCategory.Validation,
        FailureClass.AlreadyDone => LogCategory.DuplicateRule,
        FailureClass.Unknown => LogCategory.Other,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "no such class"),
    };
}
