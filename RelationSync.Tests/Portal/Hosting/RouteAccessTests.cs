using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>
/// Every address that the running portal answers, as it lists them itself, for everybody: nobody in particular, Support
/// and administrators. One that isn't in the table fails the test, so that a new one can't be forgotten.
/// </summary>
public sealed partial class RouteAccessTests : IAsyncLifetime, IDisposable
{
    private const string Password = "correct horse battery";

    private static readonly Dictionary<string, Access> Table = new()
    {
        // Pages
        ["GET /"] = Access.Everybody,
        ["GET /actions"] = Access.Everybody,
        ["GET /actions/{Id:guid}"] = Access.Everybody,
        ["GET /connections"] = Access.Everybody,
        ["GET /connections/{Id:guid}"] = Access.Everybody,
        ["GET /connections/new"] = Access.Administrators,
        ["GET /errors"] = Access.Everybody,
        ["GET /ignored"] = Access.Everybody,
        ["GET /inboxes"] = Access.Everybody,
        ["GET /inboxes/{Id:long}"] = Access.Everybody,
        ["GET /inboxes/new"] = Access.Administrators,
        ["GET /developers/try-out"] = Access.Administrators,
        ["GET /operations"] = Access.Everybody,
        ["GET /profile"] = Access.Everybody,
        ["GET /refusals"] = Access.Everybody,
        ["GET /second-factor"] = Access.Everybody,
        ["GET /users"] = Access.Administrators,
        ["GET /audit"] = Access.Administrators,
        ["GET /notifications"] = Access.Administrators,

        // Static pages
        ["GET /login"] = Access.Open,
        ["GET /login/code"] = Access.Open,
        ["GET /login/sso"] = Access.Open,
        ["GET /login/refused"] = Access.Open,
        ["GET /setup"] = Access.Open,
        ["GET /reset"] = Access.Open,
        ["GET /invitation"] = Access.Open,
        ["GET /forbidden"] = Access.Open,
        ["GET /not-found"] = Access.Open,
        ["GET /error"] = Access.Open,
        ["GET /developers"] = Access.Open,

        // Forms: each carries the antiforgery field
        ["POST /account/login"] = Access.Open,
        ["POST /account/login/code"] = Access.Open,
        ["POST /account/login/passkey"] = Access.Open,
        ["POST /signout-backchannel-oidc"] = Access.Open,
        ["POST /account/logout"] = Access.Open,
        ["POST /account/language"] = Access.Open,
        ["POST /account/theme"] = Access.Open,
        ["POST /account/setup"] = Access.Open,
        ["POST /account/reset"] = Access.Open,
        ["POST /account/reset/check"] = Access.Open,
        ["POST /account/invitation"] = Access.Open,
        ["POST /account/invitation/check"] = Access.Open,
        ["POST /account/password"] = Access.Everybody,
        ["POST /account/logout-everywhere"] = Access.Everybody,
        ["POST /account/sessions/end"] = Access.Everybody,
        ["POST /account/second-factor/on"] = Access.Everybody,
        ["POST /account/second-factor/codes"] = Access.Everybody,
        ["POST /account/second-factor/off"] = Access.Everybody,
        ["POST /account/passkeys/options"] = Access.Everybody,
        ["POST /account/passkeys/new"] = Access.Everybody,
        ["POST /account/passkeys/confirm"] = Access.Everybody,
        ["POST /account/passkeys/add"] = Access.Everybody,
        ["POST /account/passkeys/rename"] = Access.Everybody,
        ["POST /account/passkeys/remove"] = Access.Everybody,

        // For programs; the intake asks for a signature, and /metrics for loopback or a token
        ["POST /api/v1/login"] = Access.Open,
        ["POST /api/v1/inboxes/{inboxKey}/operations"] = Access.Open,
        ["GET /api/v1/inboxes/{inboxKey}/operations"] = Access.Open,
        ["GET /openapi/v1.json"] = Access.Open,
        ["GET /openapi/v1.yaml"] = Access.Open,
        ["GET /api/v1/connections"] = Access.Everybody,
        ["GET /api/v1/actions"] = Access.Everybody,
        ["GET /api/v1/errors"] = Access.Everybody,
        ["GET /health/live"] = Access.Open,
        ["GET /health/ready"] = Access.Open,
        ["GET /metrics"] = Access.Open,

        // Downloads, and the way to Salesforce and back
        ["GET /connections/{id}/errors.xlsx"] = Access.Everybody,
        ["GET /errors.xlsx"] = Access.Everybody,
        ["GET /actions.xlsx"] = Access.Everybody,
        ["GET /audit.xlsx"] = Access.Administrators,
        ["GET /oauth/salesforce/start"] = Access.Administrators,
        ["GET /oauth/salesforce/callback"] = Access.Administrators,
        ["GET /oauth/salesforce/certificate"] = Access.Administrators,

        // Blazor's own: the circuit's hub and what its script asks for
        ["GET /_blazor"] = Access.Everybody,
        ["GET /_blazor/negotiate"] = Access.Everybody,
        ["GET /_blazor/disconnect"] = Access.Everybody,
        ["GET /_blazor/initializers"] = Access.Everybody,
        ["GET /_framework/opaque-redirect"] = Access.Everybody,

        // Where no asset has that name: not found, for who is signed in
        ["GET /{**path:file}"] = Access.Everybody,
    };

    private readonly PortalFactory _portal = new();

    private enum Access
    {
        /// <summary>Without signing in.</summary>
        Open,

        /// <summary>Signed in, whatever the role.</summary>
        Everybody,

        /// <summary>Administrators alone.</summary>
        Administrators,
    }

    public async Task InitializeAsync()
    {
        var accounts = _portal.Services.GetRequiredService<AccountService>();
        Assert.Null(await accounts.CreateAsync("admin@example.com", Password, AccountRole.Administrator, default));
        Assert.Null(await accounts.CreateAsync("support@example.com", Password, AccountRole.Support, default));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void Routes_AreAllInTheTable()
    {
        var routes = Routes().ToHashSet();

        Assert.Empty(routes.Except(Table.Keys));
        Assert.Empty(Table.Keys.Except(routes));
    }

    [Fact]
    public void Assets_AreOpenAndTheOnlyOnesThatTheTableLeavesOut() =>
        Assert.All(Endpoints().Where(IsAsset), e => Assert.NotNull(e.Metadata.GetMetadata<IAllowAnonymous>()));

    [Theory]
    [InlineData(null)]
    [InlineData("support@example.com")]
    [InlineData("admin@example.com")]
    public async Task Routes_LetInWhomTheTableSays(string? email)
    {
        var wrong = new List<string>();
        var client = _portal.Browser();
        if (email is not null)
        {
            Assert.Equal(HttpStatusCode.OK, (await PortalFactory.LoginAsync(client, email, Password)).StatusCode);
        }

        foreach (var (route, access) in Table)
        {
            var letsIn = access is Access.Open || (email is not null && (access is Access.Everybody || email.StartsWith("admin", StringComparison.Ordinal)));
            var answer = await AskAsync(client, route);
            if (IsLetIn(answer, route) != letsIn)
            {
                wrong.Add($"{route}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }

        Assert.Empty(wrong);
    }

    private static bool IsAsset(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string route)
    {
        var (method, pattern) = (route.Split(' ')[0], route.Split(' ')[1]);
        var path = Parameter().Replace(pattern, m => m.Value.Contains(":long", StringComparison.Ordinal) ? "1" : m.Value.Contains(":file", StringComparison.Ordinal) ? "none.txt" : "0199f000-0000-7000-8000-000000000000");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    // The intake and the login answer 401 and 403 for reasons of their own, which aren't a matter of roles.
    private static bool IsLetIn(HttpResponseMessage answer, string route) =>
        route is "POST /api/v1/inboxes/{inboxKey}/operations" or "GET /api/v1/inboxes/{inboxKey}/operations" or "GET /metrics"
        || !(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || (answer.StatusCode is HttpStatusCode.Redirect
                && answer.Headers.Location is { } to
                && (to.OriginalString.Contains("/login?", StringComparison.Ordinal) || to.OriginalString.Contains("/forbidden", StringComparison.Ordinal))));

    private IEnumerable<RouteEndpoint> Endpoints() =>
        _portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private IEnumerable<string> Routes() =>
        from endpoint in Endpoints()
        where !IsAsset(endpoint)
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let method = methods.Contains("GET") || methods.Count == 0 ? "GET" : methods[0]
        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
