using System.Globalization;
using System.Text.Json;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Text;

namespace RelationSync.Simulator.OAuth;

/// <summary>Revoke, introspect, userinfo, the identity URL and discovery.</summary>
internal static class IdentityEndpoints
{
    public static HttpAnswer Revoke(Org org, OrgRequest request)
    {
        var token = new FormFields(request)["token"];
        return token is not null && org.Tokens.Revoke(token)
            ? new HttpAnswer(200, "text/plain", ReadOnlyMemory<byte>.Empty)
            : OAuthError.Answer(400, "unsupported_token_type", "this token type is not supported");
    }

    public static HttpAnswer Introspect(Org org, OrgRequest request)
    {
        var form = new FormFields(request);
        if (form["client_id"] is null || form["token"] is not { } token)
        {
            return OAuthError.Answer(400, "invalid_client", "invalid client credentials");
        }

        var session = org.Tokens.FindSession(token);
        var approval = session is null ? org.Tokens.FindApproval(token) : null;
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("active", session is not null || approval is not null);
            if ((session?.UserId ?? approval?.UserId) is { } userId)
            {
                json.WriteString("scope", session?.Scope ?? approval!.Scope);
                json.WriteString("client_id", session?.ClientId ?? approval!.ClientId ?? form["client_id"]);
                json.WriteString("username", UserOf(org, userId)?.Text("Username"));
                json.WriteString("sub", $"{request.BaseUrl}/id/{org.Id}/{userId}");
                json.WriteString("token_type", session is null ? "refresh_token" : "access_token");
            }

            if (session is not null)
            {
                json.WriteNumber("exp", session.ExpiresAt.ToUnixTimeSeconds());
                json.WriteNumber("iat", session.IssuedAt.ToUnixTimeSeconds());
                json.WriteNumber("nbf", session.IssuedAt.ToUnixTimeSeconds());
            }

            json.WriteEndObject();
        });
    }

    /// <summary>Both <c>/services/oauth2/userinfo</c> and <c>/id/{org}/{user}</c> tell who signed in.</summary>
    public static HttpAnswer Identity(Org org, OrgRequest request, bool isUserInfo)
    {
        var session = Sessions.Of(org, request);
        if (session is null || UserOf(org, session.UserId) is not { } user)
        {
            return new HttpAnswer(403, "text/html;charset=UTF-8", "Bad_OAuth_Token"u8.ToArray());
        }

        var id = $"{request.BaseUrl}/id/{org.Id}/{user.Id}";
        if (!isUserInfo && !id.EndsWith(request.Path, StringComparison.Ordinal))
        {
            return new HttpAnswer(403, "text/html;charset=UTF-8", "Wrong_Org"u8.ToArray());
        }

        return Json(json => WriteIdentity(json, org, request, user, id, isUserInfo));
    }

    public static HttpAnswer Discovery(OrgRequest request) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("issuer", request.BaseUrl);
        foreach (var name in (string[])["authorize:authorization", "token:token", "revoke:revocation", "userinfo:userinfo", "introspect:introspection"])
        {
            var parts = name.Split(':');
            json.WriteString(parts[1] + "_endpoint", $"{request.BaseUrl}/services/oauth2/{parts[0]}");
        }

        json.WriteEndObject();
    });

    private static void WriteIdentity(Utf8JsonWriter json, Org org, OrgRequest request, Record user, string id, bool isUserInfo)
    {
        var instance = org.InstanceUrl(request.BaseUrl);
        json.WriteStartObject();
        json.WriteString(isUserInfo ? "sub" : "id", id);
        if (!isUserInfo)
        {
            json.WriteBoolean("asserted_user", true);
        }

        json.WriteString("user_id", user.Id);
        json.WriteString("organization_id", org.Id);
        json.WriteString(isUserInfo ? "preferred_username" : "username", user.Text("Username"));
        json.WriteString(isUserInfo ? "nickname" : "nick_name", user.Text("CommunityNickname"));
        json.WriteString(isUserInfo ? "name" : "display_name", user.Text("Name"));
        json.WriteString("email", user.Text("Email"));
        json.WriteBoolean("email_verified", true);
        json.WriteString(isUserInfo ? "given_name" : "first_name", user.Text("FirstName"));
        json.WriteString(isUserInfo ? "family_name" : "last_name", user.Text("LastName"));
        json.WriteString(isUserInfo ? "zoneinfo" : "timezone", user.Text("TimeZoneSidKey"));
        json.WriteStartObject("photos");
        json.WriteString("picture", $"{instance}/profilephoto/005/F");
        json.WriteString("thumbnail", $"{instance}/profilephoto/005/T");
        json.WriteEndObject();
        json.WriteStartObject("urls");
        json.WriteString("rest", instance + "/services/data/v{version}/");
        json.WriteString("metadata", instance + "/services/Soap/m/{version}/" + org.Id[..15]);
        json.WriteString("sobjects", instance + "/services/data/v{version}/sobjects/");
        json.WriteString("query", instance + "/services/data/v{version}/query/");
        json.WriteString("search", instance + "/services/data/v{version}/search/");
        json.WriteEndObject();
        json.WriteBoolean("active", user.Flag("IsActive"));
        json.WriteString("user_type", "STANDARD");
        json.WriteString("language", user.Text("LanguageLocaleKey"));
        json.WriteString("locale", user.Text("LocaleSidKey"));
        json.WriteNumber("utcOffset", (int)TimeSpan.FromHours(9).TotalMilliseconds);
        json.WriteString("last_modified_date", user["LastModifiedDate"] is DateTime at ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null);
        json.WriteEndObject();
    }

    private static Record? UserOf(Org org, string userId)
    {
        using var gate = GateScope.Read(org);
        return org["User"].TryGet(userId, out var user) ? user : null;
    }

    private static HttpAnswer Json(Action<Utf8JsonWriter> write) => new(200, HttpAnswer.Json, JsonBytes.Write(write));
}
