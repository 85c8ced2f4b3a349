using Microsoft.AspNetCore.WebUtilities;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.OAuth;

/// <summary><c>/services/oauth2/authorize</c>: a person picks a user and allows or denies; a test says <c>sim_auto=allow</c>.</summary>
internal static class AuthorizeEndpoint
{
    private const string AllScopes = "api refresh_token id openid";

    public static HttpAnswer Run(Org org, OrgRequest request)
    {
        var form = new FormFields(request);
        var redirectUri = form["redirect_uri"];
        if (redirectUri is null || !Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Fragment.Length > 0)
        {
            return AuthorizePage.Problem("redirect_uri_mismatch", "redirect_uri must match configuration");
        }

        if (form["client_id"] is not { } clientId)
        {
            return AuthorizePage.Problem("invalid_client_id", "client identifier invalid");
        }

        if (AppPolicy.AtAuthorize(org, clientId) is { } refusal)
        {
            return refusal.InPlace ? AuthorizePage.Problem(refusal.Error, refusal.Description) : Back(redirectUri, form, "error", refusal.Error, refusal.Description);
        }

        if (form["response_type"] != "code")
        {
            return Back(redirectUri, form, "error", "unsupported_response_type", "response type must be code");
        }

        // A missing method means S256 here: jsforce sends only the challenge.
        if (form["code_challenge_method"] is not (null or "S256"))
        {
            return Back(redirectUri, form, "error", "invalid_request", "code challenge method not supported");
        }

        var answer = request.Method == "POST" ? form["decision"] : form["login_hint"] is null ? null : form["sim_auto"];
        return answer switch
        {
            "allow" => Allow(org, form, redirectUri),
            "deny" => Back(redirectUri, form, "error", "access_denied", "end-user denied authorization"),
            _ => AuthorizePage.Ask(org, form, Users(org)),
        };
    }

    private static HttpAnswer Allow(Org org, FormFields form, string redirectUri)
    {
        var username = form["user"] ?? form["login_hint"] ?? string.Empty;
        var user = Users(org).Find(u => string.Equals(u.Text("Username"), username, StringComparison.OrdinalIgnoreCase) || u.Id == username);
        if (user is null)
        {
            return AuthorizePage.Problem("invalid_grant", $"no active user {username}");
        }

        var code = org.Tokens.AddCode(user.Id, form["client_id"]!, redirectUri, form["scope"] ?? AllScopes, form["code_challenge"]);
        return Back(redirectUri, form, "code", code, null);
    }

    private static HttpAnswer Back(string redirectUri, FormFields form, string name, string value, string? description)
    {
        Dictionary<string, string?> query = new() { [name] = value };
        if (description is not null)
        {
            query["error_description"] = description;
        }

        if (form["state"] is { } state)
        {
            query["state"] = state;
        }

        return HttpAnswer.Redirect(QueryHelpers.AddQueryString(redirectUri, query));
    }

    private static List<Record> Users(Org org)
    {
        using var gate = GateScope.Read(org);
        return [.. org["User"].Rows.Where(org.LetsIn)];
    }
}
