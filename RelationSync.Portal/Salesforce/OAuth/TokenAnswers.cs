using System.Text.Json;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>Reads the answers of the OAuth endpoints. Null: something that must be there isn't.</summary>
internal static class TokenAnswers
{
    /// <summary><c>{"access_token":"00Dxx…!AQ…","refresh_token":"5Aep…","instance_url":"https://acme.my.salesforce.com","id":"https://login.salesforce.com/id/00D…AAA/005…AAA","scope":"…"}</c></summary>
    public static TokenAnswer? Token(JsonElement json, Func<string?, SalesforceUrl> check)
    {
        var accessToken = json.Text("access_token");
        var (orgId, userId) = Ids(json.Text("id"));
        return string.IsNullOrEmpty(accessToken) || !IsHeaderSafe(accessToken) || orgId is null || userId is null
            ? null
            : new TokenAnswer(accessToken, NullIfEmpty(json.Text("refresh_token")), check(json.Text("instance_url")), orgId, userId, json.Text("scope"));
    }

    public static SalesforceIdentity? Identity(JsonElement json) =>
        SalesforceId.To18(json.Text("organization_id")) is { } orgId && SalesforceId.To18(json.Text("user_id")) is { } userId
            ? new SalesforceIdentity(
                orgId, userId, SafeText.Clean(json.Text("preferred_username"), 255), SafeText.Clean(json.Text("email"), 255), SafeText.Clean(json.Text("name"), 255))
            : null;

    /// <summary>The last two steps of the identity URL's path.</summary>
    private static (string? OrgId, string? UserId) Ids(string? identityUrl) =>
        identityUrl?.Split('/') is [.., "id", var org, var user] ? (SalesforceId.To18(org), SalesforceId.To18(user)) : (null, null);

    private static bool IsHeaderSafe(string token) => token.All(c => c is > ' ' and < '\x7f');

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
