using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Access;
using RelationSync.Portal.Api;
using RelationSync.Portal.ErrorLog.Workbook;
using RelationSync.Portal.Hosting;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

/// <summary>The exports alone, over HTTP in memory, with a signed-in Support user unless told otherwise.</summary>
internal sealed class ExportHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ExportHost(WebApplication app, TestStore store)
    {
        _app = app;
        Store = store;
        Client = app.GetTestClient();
    }

    public TestStore Store { get; }

    public HttpClient Client { get; }

    public WorkbookFollowers Followers => _app.Services.GetRequiredService<WorkbookFollowers>();

    public static async Task<ExportHost> StartAsync(bool signedIn = true, string role = "Support")
    {
        var store = new TestStore();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(store.Store);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestStore.Now));
        builder.Services.AddSingleton(new SyncSettings());
        builder.Services.AddQueries().AddExports().AddProblemDetails().AddLocalization();
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policies.Administrator, p => p.RequireRole("Administrator"));
        builder.Services.AddAuthentication("test").AddScheme<TestScheme, TestHandler>("test", o => (o.SignedIn, o.Role) = (signedIn, role));
        var app = builder.Build();
        app.UseRequestLocalization(o => o.SetDefaultCulture("ja").AddSupportedCultures("ja", "en").AddSupportedUICultures("ja", "en"));
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapExports();
        await app.StartAsync();
        return new ExportHost(app, store);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Client.Dispose();
        Store.Dispose();
    }

    private sealed class TestScheme : AuthenticationSchemeOptions
    {
        public bool SignedIn { get; set; }

        public string Role { get; set; } = "";
    }

    private sealed class TestHandler(IOptionsMonitor<TestScheme> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<TestScheme>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Options.SignedIn
            ? AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity(
                    [new Claim(ClaimTypes.Name, $"{Options.Role.ToLowerInvariant()}@example.com"), new Claim(ClaimTypes.Role, Options.Role)], "test")), "test"))
            : AuthenticateResult.NoResult());

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
    }
}
