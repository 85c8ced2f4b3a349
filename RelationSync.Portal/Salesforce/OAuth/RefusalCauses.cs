using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>Finds the cause of a refusal. OAuth has one code for many causes, so the English text is read too; only a text on a page depends on it.</summary>
internal static class RefusalCauses
{
    private const int LongestCode = 100;

    /// <summary>By the text, where the code leaves it open.</summary>
    private static readonly (string Part, RefusalCause Cause)[] Texts =
    [
        ("approved", RefusalCause.NotApproved), ("audience", RefusalCause.Audience), ("invalid assertion", RefusalCause.Signature),
        ("expired assertion", RefusalCause.Clock), ("ip restricted", RefusalCause.Ip), ("inactive user", RefusalCause.InactiveUser),
        ("authentication failure", RefusalCause.InactiveUser), ("cross-org", RefusalCause.CrossOrg), ("must be installed", RefusalCause.MustInstall),
    ];

    /// <param name="isAssertion">Of the JWT bearer flow, which has no code that could expire.</param>
    public static Refusal Of(SalesforceFailure failure, bool isAssertion) =>
        failure.Class is FailureClass.TransientCall ? new Refusal(Clean(failure.Code), RefusalCause.Away) : Of(failure.Code, failure.Message, isAssertion);

    /// <summary>What the authorise page sends back.</summary>
    public static Refusal Of(string error, string? description, bool isAssertion = false) => new(Clean(error), Cause(error, description ?? "", isAssertion));

    private static RefusalCause Cause(string code, string text, bool isAssertion)
    {
        if (text.Contains("expired authorization code", StringComparison.OrdinalIgnoreCase))
        {
            return isAssertion ? RefusalCause.Clock : RefusalCause.Code;
        }

        var told = Texts.FirstOrDefault(t => text.Contains(t.Part, StringComparison.OrdinalIgnoreCase)).Cause;
        return told != RefusalCause.Other ? told : code switch
        {
            "invalid_client" or "invalid_client_id" or "app_not_found" => RefusalCause.Client,
            "OAUTH_AUTHORIZATION_BLOCKED" => RefusalCause.CrossOrg,
            "OAUTH_APPROVAL_ERROR_GENERIC" => RefusalCause.MustInstall,
            "OAUTH_APP_BLOCKED" => RefusalCause.AppBlocked,
            "OAUTH_APP_ACCESS_DENIED" or "invalid_app_access" => RefusalCause.NotApproved,
            "inactive_user" => RefusalCause.InactiveUser,
            "redirect_uri_mismatch" => RefusalCause.Callback,
            "invalid_scope" => RefusalCause.Scope,
            _ => RefusalCause.Other,
        };
    }

    private static string Clean(string code) => SafeText.Clean(code, LongestCode);
}
