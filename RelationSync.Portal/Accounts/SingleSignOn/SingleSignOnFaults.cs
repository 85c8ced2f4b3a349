using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>What a failure of the protocol means, and what of it may be logged: never a token, a code or the provider's free text.</summary>
internal static class SingleSignOnFaults
{
    private const int LongestDetail = 60;

    public static SingleSignOnFault Of(Exception? failure) => failure switch
    {
        not null when ErrorOf(failure) is { } error =>
            Codes.Find<SingleSignOnFault>(error) is { } known and >= SingleSignOnFault.AccessDenied ? known : SingleSignOnFault.ProviderError,
        SecurityTokenException or OpenIdConnectProtocolException => SingleSignOnFault.TokenInvalid,
        HttpRequestException or IOException or OperationCanceledException or InvalidOperationException => SingleSignOnFault.Unavailable,
        _ => SingleSignOnFault.Expired,
    };

    /// <summary>Whether asking the provider fails so if it is down, slow or not what it should be.</summary>
    public static bool IsOfProvider(Exception failure) =>
        failure is InvalidOperationException or HttpRequestException or IOException or OpenIdConnectProtocolException;

    /// <summary>The provider's error code, the library's message number (<c>IDX10205</c>), or the exception's name.</summary>
    public static string DetailOf(Exception? failure)
    {
        var detail = failure is null ? "none"
            : ErrorOf(failure) is { } error ? error
            : failure.Message.StartsWith("IDX", StringComparison.Ordinal) ? failure.Message.Split(':')[0]
            : failure.GetType().Name;
        return new([.. detail.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.').Take(LongestDetail)]);
    }

    /// <summary>As the handler keeps the <c>error</c> of the provider's answer.</summary>
    private static string? ErrorOf(Exception failure) => failure.Data["error"] as string;
}
