using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Notifications;

/// <summary>Notifications as they are registered, on a real SQLite file and a fake clock. Private addresses are allowed: the servers are on loopback.</summary>
internal sealed class NotificationsFixture : IAsyncDisposable, IHostResolver
{
    private ServiceProvider _services;
    private int _number;

    public NotificationsFixture() => _services = Build();

    public TestStore Rows { get; } = new();

    public FakeTimeProvider Time { get; } = new(TestStore.Now);

    public NotificationsOptions Options { get; } = new() { AllowPrivateAddresses = true };

    /// <summary>What names resolve to; others don't exist.</summary>
    public Dictionary<string, IPAddress[]> Names { get; } = new() { ["mail.test"] = [IPAddress.Loopback], ["hooks.test"] = [IPAddress.Loopback] };

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Register(IServiceCollection services)
    {
        services.AddLogging();
        services.AddLocalization();
        services.AddMetrics();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("urls", (string?)"https://sync.example.com")]).Build());
        services.AddOptions();
        services.AddSingleton<IOptions<NotificationsOptions>>(new OptionsWrapper<NotificationsOptions>(Options));
        services.AddSingleton(new SyncSettings());
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(Rows.Store);
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<AccountSessions>();
        services.AddSingleton<AccessDenied>();
        services.AddSingleton(typeof(Commands<>));
        services.AddSingleton<ChangeFeed>();
        services.AddNotifications();
        services.RemoveAll<IHostResolver>().AddSingleton<IHostResolver>(this);
    }

    /// <summary>As after a restart: nothing is remembered but the store.</summary>
    public async Task RestartAsync()
    {
        var secrets = _services.GetRequiredService<IDataProtectionProvider>();
        await _services.DisposeAsync();
        _services = Build(secrets);
    }

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
        Rows.Save(account);
        return Principals.Of(account, "test", Time.GetUtcNow());
    }

    /// <summary>Somebody who hears of everything; nothing is sent there.</summary>
    public void AddListener(Action<NotificationSettings>? change = null)
    {
        var settings = new NotificationSettings
        {
            MailOn = true,
            SmtpHost = "mail.test",
            SmtpSecurity = SmtpSecurity.None,
            Sender = "relationsync@example.com",
            Recipients = "ops@example.com",
        };
        change?.Invoke(settings);
        Rows.Save(settings);
    }

    public async Task EvaluateAsync(TimeSpan? after = null)
    {
        Time.Advance(after ?? TimeSpan.Zero);
        await Get<EvaluateConditions>().RunAsync(default);
    }

    public Task DeliverAsync(TimeSpan? after = null)
    {
        Time.Advance(after ?? TimeSpan.Zero);
        return Get<DeliverDue>().RunAsync(default);
    }

    public T Read<T>(Func<RelationSyncDb, T> read)
    {
        using var db = Rows.CreateDbContext();
        return read(db);
    }

    public void Change<T>(Action<T> change)
        where T : class
    {
        using var db = Rows.CreateDbContext();
        change(db.Set<T>().Single());
        db.SaveChanges();
    }

    public IReadOnlyList<NotificationDelivery> Deliveries => Read(db => db.NotificationDeliveries.OrderBy(d => d.Seq).ToList());

    /// <summary>What was told so far, message by message.</summary>
    public IReadOnlyList<IReadOnlyList<NotifiedFact>> Told => [.. Deliveries.Select(d => NotificationMessage.FromJson(d.MessageJson).Facts)];

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Names.TryGetValue(host, out var addresses) ? Task.FromResult(addresses) : throw new SocketException((int)SocketError.HostNotFound);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Rows.Dispose();
    }

    private ServiceProvider Build(IDataProtectionProvider? secrets = null)
    {
        var services = new ServiceCollection();
        Register(services);
        if (secrets is not null)
        {
            services.RemoveAll<IDataProtectionProvider>().AddSingleton(secrets);
        }

        return services.BuildServiceProvider();
    }
}
