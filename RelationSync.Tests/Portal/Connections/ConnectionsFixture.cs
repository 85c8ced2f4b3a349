using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;
using RelationSync.Simulator;
using RelationSync.Simulator.Orgs;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Connections;

/// <summary>The commands as they are registered, on a real SQLite file, with a simulated Salesforce over HTTP.</summary>
internal sealed class ConnectionsFixture : IAsyncDisposable
{
    private readonly StoreFile _file = new();
    private readonly IDataProtectionProvider _keys = new EphemeralDataProtectionProvider();
    private readonly ServiceProvider _services;
    private readonly List<WebApplication> _simulators = [];
    private int _number;

    public ConnectionsFixture()
    {
        var services = new ServiceCollection();
        Register(services);
        _services = services.BuildServiceProvider();
    }

    public Store Store => _file.Store;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What the commands need, also for components.</summary>
    public void Register(IServiceCollection services)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Salesforce:AllowInsecureLoopback"] = "true",
            ["urls"] = "http://localhost:5080",
        }).Build();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_file.Store);
        services.AddSingleton(_keys);
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<ISimulator, NoSimulator>();
        services.AddSingleton<PortalCookies>();
        services.AddSingleton<AccountSessions>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton(new SyncSettings { RetryBaseDelay = TimeSpan.Zero });
        services.AddSingleton<InboxRegistry>();
        services.AddSingleton<ApiUsageBook>();
        services.AddSingleton<IApiUsageListener>(s => s.GetRequiredService<ApiUsageBook>());
        services.AddSingleton<ApiCallCounter>();
        services.AddSingleton<ICallBudgets>(s => s.GetRequiredService<ApiCallCounter>());
        services.AddSingleton<IAuthorizationStore, AuthorizationStore>();
        services.AddSingleton(s => new Leases(s.GetRequiredService<Store>(), TimeSpan.FromSeconds(30), s.GetRequiredService<TimeProvider>()));
        services.AddSalesforce(configuration);
        services.AddConnecting();
    }

    /// <summary>A signed-in person of that role.</summary>
    public ClaimsPrincipal SignIn(AccountRole role = AccountRole.Administrator)
    {
        var email = $"person{++_number}@example.com";
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Email = email,
            NormalizedEmail = email,
            PasswordHash = "-",
            Role = role,
            SecurityStamp = "stamp",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        Save(account);
        return Principals.Of(account, "test", TimeProvider.System.GetUtcNow());
    }

    public Inbox AddInbox(string key = "support", DateTimeOffset? syncFrom = null)
    {
        var inbox = Get<InboxSecrets>().New(key, key, "Asia/Tokyo", WebhookSecret.Create());
        inbox.SyncFrom = syncFrom;
        Save(inbox);
        return inbox;
    }

    /// <summary>An authorisation of a simulated org, as provisioned.</summary>
    public async Task<(Authorization Row, OrgCredentials Org)> AuthorizeAsync(OrgSettings? settings = null)
    {
        var simulator = SimulatorHost.Build(["--urls", "http://127.0.0.1:0"], builder => builder.Logging.ClearProviders());
        await simulator.StartAsync();
        _simulators.Add(simulator);
        var world = simulator.Services.GetRequiredService<SimulatorWorld>();
        var org = settings is null ? world.CreateDemoOrg(simulator.Urls.Single()) : world.CreateOrg(settings, simulator.Urls.Single());
        var row = Authorization(org.LoginUrl, org.RefreshToken);
        Save(row);
        return (row, org);
    }

    public Authorization Authorization(string loginUrl = "http://127.0.0.1:9/nowhere", string refreshToken = "token") => new()
    {
        Id = Guid.NewGuid(),
        LoginUrl = loginUrl,
        ClientId = "test",
        RefreshTokenProtected = Get<ISecretBox>().Protect(SecretKind.RefreshToken, refreshToken),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public Connection AddConnection(Inbox inbox, Authorization authorization)
    {
        using var db = _file.CreateDbContext();
        db.Attach(inbox);
        var row = db.Authorizations.SingleOrDefault(a => a.Id == authorization.Id) ?? authorization;
        var connection = NewConnection.Of(inbox, row, TargetKind.Both, true, TimeProvider.System.GetUtcNow());
        db.Add(connection);
        db.SaveChanges();
        return connection;
    }

    public void AddActions(Inbox inbox, params ActionStatus[] statuses)
    {
        using var db = _file.CreateDbContext();
        foreach (var status in statuses)
        {
            var content = ContentBuilder.Mail();
            var derived = new DerivedAction(
                content.Channel, $"activity-{++_number}", $"op-{_number}", [$"op-{_number}"], Standing.Ready, content.End, content.End, content.End, content);
            var action = SyncAction.From(inbox.Id, BitConverter.GetBytes((long)_number), Guid.NewGuid(), derived, null);
            db.Add(action);
            db.Entry(action).Property(a => a.Status).CurrentValue = status;
        }

        db.SaveChanges();
    }

    public T Read<T>(Func<RelationSyncDb, T> read)
    {
        using var db = _file.CreateDbContext();
        return read(db);
    }

    public static DefaultHttpContext Request(ClaimsPrincipal user, string? cookie = null)
    {
        var context = new DefaultHttpContext { User = user };
        context.Request.Headers.Cookie = cookie ?? "";
        return context;
    }

    public void Save(object row)
    {
        using var db = _file.CreateDbContext();
        db.Add(row);
        db.SaveChanges();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        foreach (var simulator in _simulators)
        {
            await simulator.DisposeAsync();
        }

        _file.Dispose();
    }
}
