using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RelationSync.Tests.Portal.Accounts.SingleSignOn;

/// <summary>An identity provider on loopback that says what a test wants, also what no provider should. The honest one is in the browser tests.</summary>
internal sealed class ProviderOnLoopback : IAsyncDisposable
{
    public const string ClientId = "relationsync";
    public const string Secret = "client-secret-of-the-test";

    private readonly ConcurrentDictionary<string, NameValueCollection> _codes = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _otherKey = RSA.Create(2048);
    private readonly WebApplication _app;

    private ProviderOnLoopback(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Of the person who signs in: claims of the ID token.</summary>
    public Dictionary<string, object> Person { get; } = new() { ["sub"] = "1", ["email"] = "admin@example.com", ["email_verified"] = true };

    /// <summary>Claims of the userinfo endpoint beside the subject.</summary>
    public Dictionary<string, object> UserInfo { get; } = [];

    /// <summary>Null: <see cref="Url"/>.</summary>
    public string? Issuer { get; set; }

    /// <summary>What the discovery document says; null: <see cref="Url"/>.</summary>
    public string? DiscoveredIssuer { get; set; }

    public string? Nonce { get; set; }

    public string Audience { get; set; } = ClientId;

    public TimeSpan Age { get; set; }

    public bool SignsWithAnotherKey { get; set; }

    public bool SignsNothing { get; set; }

    public bool HasEndSession { get; set; } = true;

    /// <summary>What the token endpoint refuses every code with.</summary>
    public string? TokenError { get; set; }

    public ConcurrentQueue<string> Tokens { get; } = new();

    public static async Task<ProviderOnLoopback> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new ProviderOnLoopback(app);
        app.Run(provider.AnswerAsync);
        await app.StartAsync();
        return provider;
    }

    /// <summary>The person has signed in at the authorisation endpoint: the code to go back with.</summary>
    public string Allow(NameValueCollection request)
    {
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = request;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/.well-known/openid-configuration" => context.Response.WriteAsJsonAsync(Discovery()),
        "/keys" => context.Response.WriteAsJsonAsync(new { keys = new[] { KeyOf(_key) } }),
        "/token" => TokenAsync(context),
        "/userinfo" => context.Response.WriteAsJsonAsync(new Dictionary<string, object>(UserInfo) { ["sub"] = Person.GetValueOrDefault("sub", "") }),
        _ => NotFound(context),
    };

    private Dictionary<string, object> Discovery()
    {
        var discovery = new Dictionary<string, object>
        {
            ["issuer"] = DiscoveredIssuer ?? Url,
            ["authorization_endpoint"] = Url + "/authorize",
            ["token_endpoint"] = Url + "/token",
            ["userinfo_endpoint"] = Url + "/userinfo",
            ["jwks_uri"] = Url + "/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        };
        if (HasEndSession)
        {
            discovery["end_session_endpoint"] = Url + "/logout";
        }

        return discovery;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if ((TokenError ?? FaultOf(form)) is { } error)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error, error_description = "free text of the provider" });
            return;
        }

        _codes.TryRemove(form["code"].ToString(), out var request);
        var token = TokenFor(Nonce ?? request!["nonce"]!);
        Tokens.Enqueue(token);
        await context.Response.WriteAsJsonAsync(new { access_token = "access-token-of-the-test", token_type = "Bearer", expires_in = 300, id_token = token });
    }

    private string? FaultOf(IFormCollection form)
    {
        if (form["client_id"] != ClientId || form["client_secret"] != Secret)
        {
            return "invalid_client";
        }

        return _codes.TryGetValue(form["code"].ToString(), out var request)
            && request["redirect_uri"] == form["redirect_uri"]
            && request["code_challenge_method"] == "S256"
            && request["code_challenge"] == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) ? null : "invalid_grant";
    }

    private string TokenFor(string nonce) => Sign(new Dictionary<string, object>(Person) { ["nonce"] = nonce });

    /// <summary>A token of the provider with these claims.</summary>
    public string Sign(Dictionary<string, object> claims)
    {
        var now = (TimeProvider.System.GetUtcNow() - Age).UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer ?? Url,
            Audience = Audience,
            IssuedAt = now,
            Expires = now.AddMinutes(5),
            Claims = claims,
            SigningCredentials = SignsNothing ? null : new SigningCredentials(new RsaSecurityKey(SignsWithAnotherKey ? _otherKey : _key) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        });
    }

    private static object KeyOf(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = "1", alg = "RS256", n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) };
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
