using System.Security.Claims;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Connections;

/// <summary>Sends a person to Salesforce and takes what they come back with. See the folder's README for what keeps it safe.</summary>
internal sealed partial class AuthorizeAtSalesforce(
    WizardDrafts drafts,
    OAuthState states,
    SalesforceOAuth oauth,
    NewAuthorization authorizations,
    PublicAddress address,
    ISecretBox secrets,
    IOptions<SalesforceOptions> options,
    ILogger<AuthorizeAtSalesforce> logger)
{
    public const string StartPath = "/oauth/salesforce/start";
    public const string CallbackPath = "/oauth/salesforce/callback";

    /// <summary>Who the simulator is told that we are, where no app is set up.</summary>
    private const string SimulatedClient = "relationsync-simulator";

    private string RedirectUri => new Uri(address.Url, CallbackPath).AbsoluteUri;

    /// <summary>The one address from which this administrator's draft may be authorised, once. The page has admitted them.</summary>
    public async Task<string> TicketAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var ticket = OAuthState.NewToken();
        await drafts.ChangeAsync(accountId, d => d with { Ticket = ticket }, cancellationToken);
        return $"{StartPath}?ticket={ticket}";
    }

    /// <summary>Salesforce's consent page; or why not.</summary>
    public async Task<(Uri? Consent, AuthorizeFault? Fault)> StartAsync(HttpContext context, string? ticket)
    {
        var accountId = Account(context.User);
        var draft = await drafts.LoadAsync(accountId, context.RequestAborted);
        if (!OAuthState.IsSame(draft.Ticket, ticket) || draft.LoginUrl is not { } loginUrl)
        {
            return (null, AuthorizeFault.State);
        }

        if (App(draft) is not { } app)
        {
            return (null, AuthorizeFault.App);
        }

        var (state, pkce) = (OAuthState.NewToken(), Pkce.New());
        await drafts.ChangeAsync(accountId, d => d with { Ticket = null, StateHash = OAuthState.Hash(state), Refusal = null }, context.RequestAborted);
        states.Write(context, state, pkce.Verifier);
        return (SalesforceOAuth.AuthorizeUrl(oauth.Url(loginUrl), app, RedirectUri, state, pkce, prompt: "login consent"), null);
    }

    /// <summary>Null: the draft has its authorisation now.</summary>
    public async Task<AuthorizeFault?> FinishAsync(HttpContext context, string? state, string? code, string? error, string? description = null)
    {
        var accountId = Account(context.User);
        if (states.Take(context, state) is not { } verifier || await TakeDraftAsync(accountId, state!, context.RequestAborted) is not { } draft)
        {
            return AuthorizeFault.State;
        }

        if (error is not null || string.IsNullOrEmpty(code))
        {
            return error == "access_denied"
                ? AuthorizeFault.Denied
                : await RefusedAsync(accountId, RefusalCauses.Of(error ?? "", description), context.RequestAborted);
        }

        try
        {
            var login = oauth.Url(draft.LoginUrl);
            var answer = await oauth.ExchangeAsync(login, App(draft)!, code, RedirectUri, Pkce.Of(verifier), context.RequestAborted);
            if (answer.RefreshToken is null)
            {
                return AuthorizeFault.Offline;
            }

            // From here on the tokens are real, and must not be lost to a browser that hangs up.
            await authorizations.KeepAsync(context.User, accountId, draft with { ClientId = OwnClient(draft) }, answer, signsFor: null, CancellationToken.None);
            return null;
        }
        catch (SalesforceException e)
        {
            LogRefused(logger, draft.LoginUrl, e.Failure.Code);
            return await RefusedAsync(accountId, RefusalCauses.Of(e.Failure, isAssertion: false), CancellationToken.None);
        }
    }

    private async Task<AuthorizeFault> RefusedAsync(Guid accountId, Refusal refusal, CancellationToken cancellationToken)
    {
        await drafts.ChangeAsync(accountId, d => d with { Refusal = refusal }, cancellationToken);
        return AuthorizeFault.Refused;
    }

    /// <summary>The draft whose authorisation under way has that state; another answer to the same finds none.</summary>
    private async Task<WizardDraft?> TakeDraftAsync(Guid accountId, string state, CancellationToken cancellationToken)
    {
        WizardDraft? taken = null;
        await drafts.ChangeAsync(
            accountId,
            draft =>
            {
                taken = OAuthState.IsSame(draft.StateHash, OAuthState.Hash(state)) ? draft : null;
                return draft with { StateHash = null };
            },
            cancellationToken);
        return taken;
    }

    private SalesforceApp? App(WizardDraft draft) => OwnClient(draft) is { } own
        ? new SalesforceApp(own, draft.ClientSecretProtected is { } secret ? secrets.Unprotect(SecretKind.ClientSecret, secret) : null)
        : options.Value.ClientId is { Length: > 0 } id ? new SalesforceApp(id, options.Value.ClientSecret) : null;

    private string? OwnClient(WizardDraft draft) => draft.ClientId
        ?? (options.Value.ClientId is not { Length: > 0 } && draft.LoginUrl?.StartsWith("http://", StringComparison.Ordinal) is true ? SimulatedClient : null);

    private static Guid Account(ClaimsPrincipal user) => user.AccountId() ?? throw new InvalidOperationException("Nobody is signed in.");

    [LoggerMessage(LogLevel.Warning, "An authorisation at {LoginUrl} was refused: {Code}")]
    private static partial void LogRefused(ILogger logger, string? loginUrl, string code);
}
