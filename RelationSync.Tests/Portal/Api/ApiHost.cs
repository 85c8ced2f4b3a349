using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Api;
using RelationSync.Portal.Hosting;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Api;

/// <summary>The read-back API alone, over HTTP in memory, with a signed-in user unless told otherwise.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiHost(WebApplication app, TestStore store)
    {
        _app = app;
        Store = store;
        Client = app.GetTestClient();
    }

    public TestStore Store { get; }

    public HttpClient Client { get; }

    public static async Task<ApiHost> StartAsync(bool signedIn = true)
    {
        var store = new TestStore();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(store.Store);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestStore.Now));
        builder.Services.AddQueries().AddProblemDetails().AddAuthorization();
        builder.Services.AddAuthentication("test").AddScheme<TestScheme, TestHandler>("test", o => o.SignedIn = signedIn);
        var app = builder.Build();
        app.UseRequestLocalization(o => o.SetDefaultCulture("ja").AddSupportedCultures("ja", "en").AddSupportedUICultures("ja", "en"));
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapReadBackApi();
        await app.StartAsync();
        return new ApiHost(app, store);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Client.Dispose();
        Store.Dispose();
    }

    private sealed class TestScheme : AuthenticationSchemeOptions
    {
        public bool SignedIn { get; set; }
    }

    private sealed class TestHandler(IOptionsMonitor<TestScheme> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<TestScheme>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Options.SignedIn
            ? AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "support@example.com")], "test")), "test"))
            : AuthenticateResult.NoResult());

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
    }
}
