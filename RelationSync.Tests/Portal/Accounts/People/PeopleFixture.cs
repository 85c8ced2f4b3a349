using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Accounts.People;

/// <summary>The commands on accounts as they are registered, on a real SQLite file, at noon.</summary>
internal sealed class PeopleFixture : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private readonly StoreFile _file = new();
    private ServiceProvider? _services;

    public FakeTimeProvider Clock { get; } = new(Now);

    public Store Store => _file.Store;

    public T Get<T>()
        where T : notnull
    {
        if (_services is null)
        {
            var services = new ServiceCollection();
            Register(services);
            _services = services.BuildServiceProvider();
        }

        return _services.GetRequiredService<T>();
    }

    /// <summary>What the commands need, also for components.</summary>
    public void Register(IServiceCollection services)
    {
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddOptions<PublicUrlOptions>().Configure(o => o.PublicUrl = "https://sync.example.com");
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(_file.Store);
        services.AddSingleton(LiveFeed.New());
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton(new PasswordHashing(rounds: 100));
        services.AddSingleton<AccountSessions>();
        services.AddSingleton<AccountService>();
        services.AddPeople();
    }

    public ClaimsPrincipal SignIn(AccountRole role = AccountRole.Administrator, string? email = null) => Store.SignIn(role, Clock, email);

    public T Read<T>(Func<RelationSyncDb, T> read)
    {
        using var db = _file.CreateDbContext();
        return read(db);
    }

    public List<AuditEntry> Audit() => Read(db => db.AuditEntries.AsNoTracking().OrderBy(e => e.Seq).ToList());

    public static string TokenOf(NewLink link) => link.Url.Fragment.Split("token=")[1];

    public void Dispose()
    {
        _services?.Dispose();
        _file.Dispose();
    }
}
