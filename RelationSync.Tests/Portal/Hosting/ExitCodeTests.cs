using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RelationSync.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>What a supervisor learns of how the portal ended.</summary>
public sealed class ExitCodeTests
{
    [Fact]
    public async Task Run_AServiceFails_EndsWithOneAndSaysWhich()
    {
        var log = new LogLines();
        await using var app = App(log, s => s.AddHostedService<Failing>());

        Assert.Equal(1, await app.RunUntilShutdownAsync(() => app.StartAsync()).WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Contains(log.All, l => l.Level is LogLevel.Critical && l.Text == "Failing failed, so the portal ends.");
    }

    [Fact]
    public async Task Run_ToldToStop_EndsWithZero()
    {
        await using var app = App(new LogLines(), _ => { });
        app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication);

        Assert.Equal(0, await app.RunUntilShutdownAsync(() => app.StartAsync()).WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private static WebApplication App(LogLines log, Action<IServiceCollection> services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        services(builder.Services);
        return builder.Build();
    }

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("broken");
        }
    }
}
