using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>What a refused refresh means (fact sheet, 1.4 and 13, A1). OAuth has one code for much: here, and only here, its text tells more.</summary>
internal static class RefreshRefusals
{
    private const string InvalidGrant = "invalid_grant";

    // Two refreshes of one token at once; the second text is what Salesforce said of it before Winter '25.
    private static readonly string[] PassingTexts = ["already being processed", "expired authorization code"];

    public static SalesforceFailure Read(SalesforceFailure failure) => failure switch
    {
        { Code: InvalidGrant } when PassingTexts.Any(t => failure.Message.Contains(t, StringComparison.OrdinalIgnoreCase)) =>
            failure with { Class = FailureClass.TransientCall },
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
}
