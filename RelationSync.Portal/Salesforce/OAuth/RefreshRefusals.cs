using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>What a refused refresh means (fact sheet, 1.4 and 13, A1). OAuth has one code for much: here, and only here, its text tells more.</summary>
internal static class RefreshRefusals
{
    private const string InvalidGrant = "invalid_grant";

    private const string AlreadyProcessed = "already being processed";

    // What Salesforce said before Winter '25 of two refreshes of one token at once. Of an assertion it says that it came too late.
    private const string ExpiredCode = "expired authorization code";

    public static SalesforceFailure Read(SalesforceFailure failure) => Read(failure, AlreadyProcessed, ExpiredCode);

    /// <summary>The same of an assertion (JWT bearer): it is counted like a refused refresh.</summary>
    public static SalesforceFailure ReadAssertion(SalesforceFailure failure) => Read(failure, AlreadyProcessed);

    private static SalesforceFailure Read(SalesforceFailure failure, params ReadOnlySpan<string> passing) => failure switch
    {
        { Code: InvalidGrant } when Says(failure, passing) => failure with { Class = FailureClass.TransientCall },
        // Refused for a reason that nobody has told us of: refused all the same, so it is counted and not silent.
        { Class: FailureClass.Unknown } when !failure.Code.StartsWith("HTTP_", StringComparison.Ordinal) => failure with { Class = FailureClass.AuthorizationGone },
        _ => failure,
    };

    /// <summary>
    /// Whether the login host, not the org, has spoken, so that the org itself may be asked (R-A6). Only where it is certain
    /// that the token wasn't used: with rotation, using it twice ends all.
    /// </summary>
    public static bool AreTheHosts(SalesforceFailure failure) => failure.Class switch
    {
        FailureClass.TransientCall => failure.Code is OwnCodes.ConnectionFailed or "HTTP_301" or "HTTP_302" or "HTTP_303" or "HTTP_307" or "HTTP_308" or "HTTP_404",
        FailureClass.Blocked or FailureClass.Configuration or FailureClass.AuthorizationGone =>
            failure.Code is not (InvalidGrant or "invalid_client" or "invalid_client_id" or OwnCodes.HostRefused),
        _ => false,
    };

    private static bool Says(SalesforceFailure failure, ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (failure.Message.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
