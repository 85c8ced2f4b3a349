using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Text;

namespace RelationSync.Simulator.OAuth;

/// <summary><c>/services/oauth2/token</c></summary>
internal static class TokenEndpoint
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <param name="org">The org.</param>
    /// <param name="request">The form.</param>
    /// <param name="work">The time it takes: another refresh of the same token is refused meanwhile.</param>
    public static async Task<HttpAnswer> RunAsync(Org org, OrgRequest request, Func<Task> work)
    {
        try
        {
            var form = new FormFields(request);
            var grant = form.Require("grant_type");
            if (grant == "refresh_token")
            {
                return await org.Refreshes.RunAsync(form.Require("refresh_token"), async () =>
                {
                    await work();
                    return ByRefreshToken(org, request, form);
                });
            }

            await work();
            return grant switch
            {
                "authorization_code" => ByCode(org, request, form),
                JwtBearer => ByJwt(org, request, form),
                "client_credentials" => ByClient(org, request, form),
                _ => throw new OAuthError("unsupported_grant_type", "grant type not supported"),
            };
        }
        catch (OAuthError error)
        {
            return error.Answer();
        }
    }

    private static HttpAnswer ByCode(Org org, OrgRequest request, FormFields form)
    {
        var pending = org.Tokens.TakeCode(form.Require("code")) ?? throw new OAuthError("invalid_grant", "expired authorization code");
        var clientId = form["client_id"] ?? throw new OAuthError("invalid_client_id", "client identifier invalid");
        if (clientId != pending.ClientId)
        {
            throw new OAuthError("invalid_client_id", "client identifier invalid");
        }

        CheckApp(org, clientId);
        if (form["redirect_uri"] != pending.RedirectUri)
        {
            throw new OAuthError("redirect_uri_mismatch", "redirect_uri must match the one of the authorization request");
        }

        CheckVerifier(pending.Challenge, form["code_verifier"]);
        CheckUser(org, pending.UserId);
        var approval = org.Tokens.Approve(pending.UserId, clientId, pending.Scope);
        var session = org.Tokens.Issue(pending.UserId, clientId, pending.Scope, approval);
        return Answer(org, request, form, session, approval.RefreshToken);
    }

    private static void CheckVerifier(string? challenge, string? verifier)
    {
        if (challenge is null)
        {
            if (verifier is not null)
            {
                throw new OAuthError("invalid_grant", "a code verifier was sent, but no code challenge before it");
            }

            return;
        }

        if (verifier is null)
        {
            throw new OAuthError("invalid_grant", "missing required code verifier");
        }

        // RFC 7636 ends at 128 characters, but jsforce sends 128 random bytes in base64url, and Salesforce takes them.
        if (verifier.Length is < 43 or > 256 || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != challenge)
        {
            throw new OAuthError("invalid_request", "invalid code verifier");
        }
    }

    private static HttpAnswer ByRefreshToken(Org org, OrgRequest request, FormFields form)
    {
        var clientId = form["client_id"] ?? throw new OAuthError("invalid_client_id", "client identifier invalid");
        CheckApp(org, clientId);
        var rotate = org.Settings.Rotation;
        var token = form.Require("refresh_token");
        if (org.Tokens.FindApproval(token) is { } known)
        {
            CheckUser(org, known.UserId);
        }

        var approval = org.Tokens.UseRefreshToken(token, clientId, rotate) ?? throw OAuthError.ExpiredToken();
        var session = org.Tokens.Issue(approval.UserId, clientId, approval.Scope, approval);
        return Answer(org, request, form, session, rotate ? approval.RefreshToken : null);
    }

    private static HttpAnswer ByJwt(Org org, OrgRequest request, FormFields form)
    {
        var assertion = new JwtAssertion(form.Require("assertion"));
        CheckApp(org, assertion.Issuer);
        assertion.Check(org, request.BaseUrl);
        var user = org.FindUser(assertion.Subject) ?? throw NotApproved();
        if (org.Apps is not null && AppPolicy.Find(org, assertion.Issuer)?.Users?.Contains(user.Text("Username")!, StringComparer.OrdinalIgnoreCase) is not true)
        {
            throw NotApproved();
        }

        CheckUser(org, user.Id);
        var session = org.Tokens.Issue(user.Id, assertion.Issuer, "api", null);
        return Answer(org, request, form, session, null);
    }

    private static HttpAnswer ByClient(Org org, OrgRequest request, FormFields form)
    {
        var clientId = form["client_id"];
        if (clientId is null || form["client_secret"] is null)
        {
            throw new OAuthError("invalid_client", "invalid client credentials");
        }

        CheckApp(org, clientId);
        var user = org.FindUser(org.AdminUsername) ?? throw new OAuthError("invalid_grant", "no client credentials user enabled");
        CheckUser(org, user.Id);
        return Answer(org, request, form, org.Tokens.Issue(user.Id, clientId, "api", null), null);
    }

    private static void CheckUser(Org org, string userId)
    {
        using var gate = GateScope.Read(org);
        if (!org["User"].TryGet(userId, out var user) || !org.LetsIn(user))
        {
            throw new OAuthError("invalid_grant", "inactive user");
        }
    }

    private static void CheckApp(Org org, string clientId)
    {
        if (AppPolicy.AtToken(org, clientId) is { } refusal)
        {
            throw refusal;
        }
    }

    private static OAuthError NotApproved() => new("invalid_grant", "user hasn't approved this consumer");

    private static HttpAnswer Answer(Org org, OrgRequest request, FormFields form, Session session, string? refreshToken)
    {
        var id = $"{request.BaseUrl}/id/{org.Id}/{session.UserId}";
        var issuedAt = session.IssuedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(form["client_secret"] ?? string.Empty), Encoding.UTF8.GetBytes(id + issuedAt));
        var answer = new HttpAnswer(200, HttpAnswer.Json, JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", session.Token);
            if (refreshToken is not null)
            {
                json.WriteString("refresh_token", refreshToken);
            }

            json.WriteString("signature", Convert.ToBase64String(signature));
            json.WriteString("scope", session.Scope);
            json.WriteString("instance_url", org.InstanceUrl(request.BaseUrl));
            json.WriteString("id", id);
            json.WriteString("token_type", "Bearer");
            json.WriteString("issued_at", issuedAt);
            json.WriteEndObject();
        }));
        answer.Headers["Cache-Control"] = "no-cache, no-store";
        return answer;
    }
}
