using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Quartz;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Portal.Intake;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>The whole portal in Production on an SQLite file of its own, with a fake clock and a fake pipeline.</summary>
public sealed class PortalFactory : WebApplicationFactory<Program>
{
    /// <summary>Says which address a request comes from.</summary>
    public const string RemoteHeader = "test-remote";

    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-").FullName;

    internal FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    internal FakeIntake Intake { get; } = new();

    /// <summary>The pipeline as it runs, in place of the fake one.</summary>
    internal bool HasRealIntake { get; set; }

    /// <summary>Whether drains and other jobs run by themselves: the first at the start, at a moment of its own.</summary>
    internal bool RunsJobs { get; init; } = true;

    /// <summary>Whether all goes by the machine's clock: jobs, and listeners of changes.</summary>
    internal bool GoesByRealTime { get; init; }

    /// <summary>Whether passwords are hashed with as many rounds as in production.</summary>
    internal bool HashesInFull { get; init; }

    /// <summary>What is logged, of the categories that <see cref="Settings"/> turn on.</summary>
    internal LogLines Log { get; } = new();

    internal Dictionary<string, string> Settings { get; } = [];

    internal Store Store => Services.GetRequiredService<Store>();

    /// <summary>An inbox with a secret, and perhaps the one before.</summary>
    internal async Task<Inbox> AddInboxAsync(string key, string secret, string? previous = null, DateTimeOffset? previousUntil = null)
    {
        var secrets = Services.GetRequiredService<ISecretBox>();
        var inbox = new Inbox
        {
            Key = key,
            Name = key,
            TimeZone = "Asia/Tokyo",
            SecretProtected = secrets.Protect(SecretKind.InboxSecret, secret),
            PreviousSecretProtected = previous is null ? null : secrets.Protect(SecretKind.InboxSecret, previous),
            PreviousSecretUntil = previousUntil,
        };
        await Store.WriteAsync((db, _) => Task.FromResult(db.Add(inbox)), default);
        Services.GetRequiredService<InboxRegistry>().Invalidate();
        return inbox;
    }

    /// <summary>A client that keeps cookies and follows no redirect.</summary>
    internal HttpClient Browser() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    internal static Task<HttpResponseMessage> LoginAsync(HttpClient client, string email, string password, string remote = "192.0.2.1")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/login") { Content = JsonContent.Create(new { email, password }) };
        request.Headers.Add(RemoteHeader, remote);
        return client.SendAsync(request);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:RelationSync", $"Data Source={Path.Combine(_folder, "portal.db")}");
        builder.UseSetting("Worker:DrainInterval", "01:00:00");
        builder.UseSetting("Worker:WakeInterval", "00:00:00");
        builder.UseSetting("Logging:LogLevel:Default", "None");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            if (!GoesByRealTime)
            {
                services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(Clock);
            }

            services.AddSingleton<ILoggerProvider>(Log);
            if (!HashesInFull)
            {
                services.RemoveAll<PasswordHashing>().AddSingleton(new PasswordHashing(rounds: 100));
            }

            if (!HasRealIntake)
            {
                services.RemoveAll<IOperationIntake>().AddSingleton<IOperationIntake>(Intake);
            }

            services.AddSingleton<IStartupFilter, RemoteAddress>();
            // The factory stops the host twice at once, which no process does and the drains aren't made for.
            foreach (var worker in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(DrainStop)).ToList())
            {
                services.Remove(worker);
            }

            if (!RunsJobs)
            {
                services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && IsOfQuartz(s)));
            }
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder))
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static bool IsOfQuartz(ServiceDescriptor service) =>
        (service.ImplementationType ?? service.ImplementationFactory?.Method.DeclaringType)?.Assembly == typeof(QuartzHostedService).Assembly;

    private sealed class RemoteAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.TryParse(context.Request.Headers[RemoteHeader], out var address) ? address : IPAddress.Loopback;
                return rest(context);
            });
            next(app);
        };
    }
}
