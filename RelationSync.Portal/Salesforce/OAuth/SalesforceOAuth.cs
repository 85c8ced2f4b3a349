using System.Text.Json;
using Microsoft.Extensions.Options;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>
/// OAuth 2.0 web server flow with PKCE, refresh and revocation, and the JWT bearer flow (help.salesforce.com, "OAuth 2.0 Web
/// Server Flow", "OAuth 2.0 Refresh Token Flow", "OAuth 2.0 JWT Bearer Flow"; fact sheet, 1). Every failure is a <see cref="SalesforceException"/>; only a plain
/// refusal by the token endpoint means that an authorisation is gone.
/// </summary>
internal sealed class SalesforceOAuth(SalesforceTransport transport, IOptions<SalesforceOptions> options, TimeProvider time)
{
    private const string Scope = "api refresh_token id";

    /// <summary>Checks a login or instance address; refuses with <c>HOST_REFUSED</c>.</summary>
    public SalesforceUrl Url(string? text) =>
        SalesforceUrl.TryParse(text, options.Value.AllowInsecureLoopback, out var url)
            ? url
            : throw WayMessages.HostRefused.Text.Failure(wholeCall: true).Throwable();

    /// <summary>Where the browser is sent.</summary>
    /// <param name="prompt"><c>login</c> lets the user be another than the one signed in there.</param>
    public static Uri AuthorizeUrl(
        SalesforceUrl login, SalesforceApp app, string redirectUri, string state, Pkce pkce, string? loginHint = null, string? prompt = null)
    {
        List<KeyValuePair<string, string>> query =
        [
            new("response_type", "code"), new("client_id", app.ClientId), new("redirect_uri", redirectUri), new("scope", Scope),
            new("state", state), new("code_challenge", pkce.Challenge), new("code_challenge_method", "S256"),
        ];
        query.AddRange(Optional(("login_hint", loginHint), ("prompt", prompt)));
        var text = string.Join('&', query.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        return new Uri(login.At($"/services/oauth2/authorize?{text}"));
    }

    public Task<TokenAnswer> ExchangeAsync(
        SalesforceUrl login, SalesforceApp app, string code, string redirectUri, Pkce pkce, CancellationToken cancellationToken) =>
        TokenAsync(
            login, app, cancellationToken,
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectUri), ("code_verifier", pkce.Verifier));

    public async Task<TokenAnswer> RefreshAsync(SalesforceUrl login, SalesforceApp app, string refreshToken, CancellationToken cancellationToken)
    {
        try
        {
            return await TokenAsync(login, app, cancellationToken, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));
        }
        catch (SalesforceException e)
        {
            throw RefreshRefusals.Read(e.Failure).Throwable(e.InnerException);
        }
    }

    /// <summary>A token by the JWT bearer flow: the app's certificate vouches for it, and no refresh token comes with it.</summary>
    public async Task<TokenAnswer> AssertAsync(SalesforceUrl host, string clientId, SigningKey key, CancellationToken cancellationToken)
    {
        var form = Optional(("grant_type", SignedAssertion.GrantType), ("assertion", SignedAssertion.Of(clientId, key, host.Value, time.GetUtcNow())));
        try
        {
            return await ReadAsync(Post("token", host, "token", form), json => TokenAnswers.Token(json, Url), cancellationToken);
        }
        catch (SalesforceException e)
        {
            throw RefreshRefusals.ReadAssertion(e.Failure).Throwable(e.InnerException);
        }
    }

    /// <summary>Ends an authorisation. One that is gone already counts as ended.</summary>
    public async Task RevokeAsync(SalesforceUrl login, string refreshToken, CancellationToken cancellationToken)
    {
        var response = await transport.SendAsync(Post("revoke", login, "revoke", [new("token", refreshToken)]), cancellationToken);
        if (!response.IsSuccess && Failures.OfAnswer(response, writes: false) is { Code: not ("invalid_token" or "unsupported_token_type") } failure)
        {
            throw failure.Throwable();
        }
    }

    public async Task<SalesforceIdentity> IdentityAsync(SalesforceUrl instance, string accessToken, CancellationToken cancellationToken)
    {
        var request = new WireRequest("identity", Circuit(instance), HttpMethod.Get, instance.At("/services/oauth2/userinfo"), Writes: false)
        {
            Bearer = accessToken,
        };
        return await ReadAsync(request, TokenAnswers.Identity, cancellationToken);
    }

    private Task<TokenAnswer> TokenAsync(
        SalesforceUrl login, SalesforceApp app, CancellationToken cancellationToken, params ReadOnlySpan<(string Key, string? Value)> fields)
    {
        List<KeyValuePair<string, string>> form =
            [.. Optional(fields), new("client_id", app.ClientId), .. Optional(("client_secret", app.ClientSecret))];
        return ReadAsync(Post("token", login, "token", form), json => TokenAnswers.Token(json, Url), cancellationToken);
    }

    private async Task<T> ReadAsync<T>(WireRequest request, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        var response = await transport.SendAsync(request, cancellationToken);
        if (!response.IsSuccess)
        {
            throw Failures.OfAnswer(response, request.Writes).Throwable();
        }

        T? answer = null;
        try
        {
            using var json = JsonDocument.Parse(response.Body);
            answer = read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a property name with half a surrogate pair. Told below, without the body: it may hold a token.
        }

        return answer ?? throw Failures.InvalidResponse("The answer lacks what it must hold.", request.Writes).Throwable();
    }

    // Not a write in the sense of R-D1: whatever goes wrong here, no record was written.
    private static WireRequest Post(string kind, SalesforceUrl login, string endpoint, IEnumerable<KeyValuePair<string, string>> form) =>
        new(kind, Circuit(login), HttpMethod.Post, login.At($"/services/oauth2/{endpoint}"), Writes: false) { Body = RequestBody.Form(form) };

    // Apart from the org's own circuit: login.salesforce.com in trouble leaves valid tokens usable, and the other way round.
    private static string Circuit(SalesforceUrl url) => $"oauth {url}";

    private static List<KeyValuePair<string, string>> Optional(params ReadOnlySpan<(string Key, string? Value)> fields)
    {
        List<KeyValuePair<string, string>> set = [];
        foreach (var (key, value) in fields)
        {
            if (!string.IsNullOrEmpty(value))
            {
                set.Add(new(key, value));
            }
        }

        return set;
    }
}
