using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>What the portal does at the steps of the protocol: URLs by <c>PublicUrl</c>, the throttle, a session of our own, and a page for each refusal.</summary>
internal sealed partial class SingleSignOnEvents(
    ProviderAccounts people,
    AccountService accounts,
    SignIn signIn,
    SignInAttempts attempts,
    FailedSignIns failed,
    PublicAddress address,
    ISecretBox box,
    AccessDenied denied,
    IOptions<SingleSignOnOptions> options,
    ILogger<SingleSignOnEvents> logger) : OpenIdConnectEvents
{
    /// <summary>A longer one makes a URL that servers refuse: the provider is then asked without it.</summary>
    private const int LongestIdToken = 4000;

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        context.ProtocolMessage.RedirectUri = new Uri(address.Url, SingleSignOnPaths.Callback).AbsoluteUri;
        return Task.CompletedTask;
    }

    /// <summary>Before the code is sent to the provider: what is guessed or repeated costs a call.</summary>
    public override Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context)
    {
        if (signIn.BeginSingleSignOn(context.HttpContext) is not null)
        {
            context.HandleResponse();
            Refuse(context.HttpContext, SingleSignOnFault.Throttled);
        }

        return Task.CompletedTask;
    }

    /// <summary>The handler takes ID tokens without a signature, for they come over TLS; we don't.</summary>
    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (context.SecurityToken.SignatureAlgorithm is null or "" or SecurityAlgorithms.None)
        {
            context.Fail(new SecurityTokenInvalidSignatureException());
        }

        return Task.CompletedTask;
    }

    /// <summary>The tokens are valid: who is it, and which account is theirs?</summary>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        signIn.SingleSignOnSucceeded(http);
        if (ProviderIdentity.Of(context.Principal!, options.Value) is not { } identity)
        {
            Refuse(http, SingleSignOnFault.TokenInvalid);
            return;
        }

        var admission = await people.AdmitAsync(identity, http.ClientAddress(), http.RequestAborted);
        if (admission.Account is not { } account)
        {
            failed.Count(EmailAddress.Normalize(identity.Email ?? ""), ClientNetwork.Of(http.Connection.RemoteIpAddress));
            Refuse(http, admission.Fault!.Value);
            return;
        }

        var before = await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await signIn.AsAsync(
            http, account, attempts.Failures(http, account.NormalizedEmail), atProvider: session => identity.SessionOf(session, Protect(context.Properties)));
        if (before.Principal is { } user)
        {
            // The session that the new one takes the place of.
            await accounts.SignOutAsync(user, http.RequestAborted);
        }

        http.Response.Redirect(LocalUrl.OrHome(context.ReturnUri));
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        Refuse(context.HttpContext, SingleSignOnFaults.Of(context.Failure), SingleSignOnFaults.DetailOf(context.Failure));
        return Task.CompletedTask;
    }

    /// <summary>Back from the provider's sign-out. Our own session has ended before.</summary>
    public override Task SignedOutCallbackRedirect(RemoteSignOutContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(SingleSignOnPaths.Login);
        return Task.CompletedTask;
    }

    /// <summary>Leads to the page that says why, and logs it.</summary>
    public void Refuse(HttpContext context, SingleSignOnFault fault, string detail = "none")
    {
        if (denied.IsStrangerLogged())
        {
            LogRefused(logger, ClientNetwork.Of(context.Connection.RemoteIpAddress), fault, detail);
        }

        context.Response.Redirect($"{SingleSignOnPaths.Refused}?code={Codes.Of(fault)}");
    }

    private string? Protect(AuthenticationProperties? properties) =>
        properties?.GetTokenValue("id_token") is { Length: <= LongestIdToken } token ? box.Protect(SecretKind.IdToken, token) : null;

    [LoggerMessage(LogLevel.Warning, "A single sign-on from {Network} was refused: {Fault} ({Detail}).")]
    private static partial void LogRefused(ILogger logger, string network, SingleSignOnFault fault, string detail);
}
