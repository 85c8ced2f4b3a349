using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.IdentityProvider;
using RelationSync.Portal.Components.Account;

namespace RelationSync.E2E.Infrastructure;

/// <summary>A portal and an identity provider, each a process, that know each other.</summary>
internal sealed class SingleSignOnPortal : IAsyncDisposable
{
    /// <summary>Of the <c>Bootstrap</c> keys; at the provider they are <see cref="ProviderPerson.Administrator"/>.</summary>
    public static readonly DemoAccount Administrator = new(ProviderPerson.Administrator.Email, "correct horse battery", Administrator: true);

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-e2e-").FullName;
    private ChildProcess? _provider;
    private PortalProgram? _portal;

    public string Url { get; } = $"http://127.0.0.1:{ChildProcess.FreePort()}";

    /// <summary>By name, so that it is another site to the browser.</summary>
    public string ProviderUrl { get; } = $"http://localhost:{ChildProcess.FreePort()}";

    public static async Task<SingleSignOnPortal> StartAsync()
    {
        var both = new SingleSignOnPortal();
        try
        {
            both._provider = await ChildProcess.StartAsync(
                "RelationSync.E2E", [both.ProviderUrl, both.Url], new Dictionary<string, string>(), both.ProviderUrl + "/", CancellationToken.None);
            await both.StartPortalAsync(isOnly: false);
            return both;
        }
        catch
        {
            await both.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the portal, or restarts it on the same store.</summary>
    public async Task StartPortalAsync(bool isOnly)
    {
        if (_portal is not null)
        {
            await _portal.TerminateAsync(CancellationToken.None);
            await _portal.DisposeAsync();
        }

        _portal = await PortalProgram.StartAsync(
            Url,
            new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(_folder, "portal.db")}",
                ["Demo__Enabled"] = "false",
                ["PublicUrl"] = Url,
                ["Bootstrap__AdminEmail"] = Administrator.Email,
                ["Bootstrap__AdminPassword"] = Administrator.Password,
                ["SingleSignOn__Authority"] = ProviderUrl,
                ["SingleSignOn__AllowInsecureLoopback"] = "true",
                ["SingleSignOn__ClientId"] = IdentityProviderHost.ClientId,
                ["SingleSignOn__ClientSecret"] = IdentityProviderHost.ClientSecret,
                ["SingleSignOn__Name"] = "OpenIddict",
                ["SingleSignOn__Roles__Administrator__0"] = "rs-admin",
                ["SingleSignOn__Roles__Responder__0"] = "rs-responder",
                ["SingleSignOn__CreateAccounts"] = "true",
                ["SingleSignOn__Only"] = isOnly ? "true" : "false",
            },
            CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
