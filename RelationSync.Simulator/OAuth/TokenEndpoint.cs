using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Text;

namespace RelationSync.Simulator.OAuth;

/// <summary><c>/services/oauth2/token</c></summary>
internal static class TokenEndpoint
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public static HttpAnswer Run(Org org, OrgRequest request)
    {
        try
        {
            var form = new FormFields(request);
            return form.Require("grant_type") switch
            {
                "authorization_code" => ByCode(org, request, form),
                "refresh_token" => ByRefreshToken(org, request, form),
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

    /// <summary>The assertion is read, not verified: its signature would need the app's certificate.</summary>
    private static HttpAnswer ByJwt(Org org, OrgRequest request, FormFields form)
    {
        var claims = Claims(form.Require("assertion"));
        var audience = claims.GetValueOrDefault("aud");
        if (audience != request.BaseUrl && audience is not ("https://login.salesforce.com" or "https://test.salesforce.com"))
        {
            throw new OAuthError("invalid_grant", "Audience validation failed");
        }

        var now = org.Clock.GetUtcNow();
        if (!long.TryParse(claims.GetValueOrDefault("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var expires) || DateTimeOffset.FromUnixTimeSeconds(expires) <= now)
        {
            throw new OAuthError("invalid_grant", "expired assertion");
        }

        var user = org.FindUser(claims.GetValueOrDefault("sub") ?? string.Empty) ?? throw new OAuthError("invalid_grant", "user hasn't approved this consumer");
        CheckUser(org, user.Id);
        var session = org.Tokens.Issue(user.Id, claims.GetValueOrDefault("iss") ?? string.Empty, "api", null);
        return Answer(org, request, form, session, null);
    }

    private static HttpAnswer ByClient(Org org, OrgRequest request, FormFields form)
    {
        var clientId = form["client_id"];
        if (clientId is null || form["client_secret"] is null)
        {
            throw new OAuthError("invalid_client", "invalid client credentials");
        }

        var user = org.FindUser(org.AdminUsername) ?? throw new OAuthError("invalid_grant", "no client credentials user enabled");
        CheckUser(org, user.Id);
        return Answer(org, request, form, org.Tokens.Issue(user.Id, clientId, "api", null), null);
    }

    private static void CheckUser(Org org, string userId)
    {
        using var gate = GateScope.Read(org);
        if (!org["User"].TryGet(userId, out var user) || !org.LetsIn(user))
        {
            throw new OAuthError("invalid_grant", "authentication failure");
        }
    }

    private static Dictionary<string, string> Claims(string assertion)
    {
        if (assertion.Split('.') is not [_, var payload, _])
        {
            throw new OAuthError("invalid_grant", "invalid assertion");
        }

        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            throw new OAuthError("invalid_grant", "invalid assertion");
        }
    }

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
            json.WriteString("instance_url", request.BaseUrl);
            json.WriteString("id", id);
            json.WriteString("token_type", "Bearer");
            json.WriteString("issued_at", issuedAt);
            json.WriteEndObject();
        }));
        answer.Headers["Cache-Control"] = "no-cache, no-store";
        return answer;
    }
}
