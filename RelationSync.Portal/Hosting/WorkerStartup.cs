using System.Globalization;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Retention;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Search;
using RelationSync.Portal.Sync;

namespace RelationSync.Portal.Hosting;

internal static class WorkerStartup
{
    /// <summary>The outbox and the jobs that drain it.</summary>
    public static void AddWorker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(s => s.GetRequiredService<IOptions<SyncOptions>>().Value.ToHoldOptions());
        services.AddSingleton(s => s.GetRequiredService<IOptions<SyncOptions>>().Value.ToSyncSettings());
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<IOperationIntake, OperationIntake>();
        services.AddSingleton<ISyncStore, SyncStore>();
        services.AddSingleton<IAuthorizationStore, AuthorizationStore>();
        services.AddSingleton<ApiUsageBook>();
        services.AddSingleton<IApiUsageListener>(s => s.GetRequiredService<ApiUsageBook>());
        services.AddSingleton<ApiCallCounter>();
        services.AddSingleton<ICallBudgets>(s => s.GetRequiredService<ApiCallCounter>());
        services.AddSingleton<BudgetHolds>();
        services.AddSingleton<DueWork>();
        services.AddSingleton<ClockRepair>();
        services.AddSingleton<ActionIndexer>();
        services.AddSingleton<NameUsers>();
        services.AddSingleton<DrainMemory>();
        services.AddSingleton<DrainMeter>();
        services.AddSingleton(s => new Leases(
            s.GetRequiredService<Store>(), s.GetRequiredService<IOptions<WorkerOptions>>().Value.LeaseDuration, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<INamedLeases>(s => new NamedLeases(
            s.GetRequiredService<Store>(), s.GetRequiredService<IOptions<WorkerOptions>>().Value.LeaseDuration, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(DrainHost.ThreadPool);
        services.AddSingleton<DrainCoordinator>();
        services.AddSingleton(s => s.GetRequiredService<IOptions<WorkerOptions>>().Value.ToWakePace());
        services.AddHostedService<DrainWaker>();
        services.AddRelationApi(configuration);
        services.AddKeeping();
        services.AddSingleton<RejectedRequestLog>();
        services.AddSingleton<RequestLog>();
        services.AddHostedService<CounterFlusher>(); // before what is counted by: services stop in the order turned round
        services.AddSingleton<SilenceWatch>();
        services.AddHostedService(s => s.GetRequiredService<SilenceWatch>());
        services.AddHostedService<DrainStop>();
        services.AddHostedService<RelationApiStop>();
        services.AddNodes(configuration);
        services.AddJobs(configuration);
    }

    /// <summary>A clock that jumps ahead is followed by a day an hour.</summary>
    private static void AddKeeping(this IServiceCollection services)
    {
        services.AddSingleton<RetentionMeter>();
        services.AddSingleton(s => new RetentionClock(
            s.GetRequiredService<Store>(), 24 * KeepingInterval(s.GetRequiredService<IConfiguration>()), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new RetentionRun(
            s.GetRequiredService<Store>(),
            s.GetRequiredService<RetentionClock>(),
            s.GetRequiredService<IOptions<SyncOptions>>().Value.BodyRetention,
            s.GetRequiredService<ChangeFeed>(),
            s.GetRequiredService<TimeProvider>()));
    }

    internal static TimeSpan KeepingInterval(IConfiguration configuration) =>
        RetentionJob.Interval(Time(configuration, SyncOptions.Section, nameof(SyncOptions.BodyRetention), new SyncOptions().BodyRetention));

    /// <summary>Needed before options are: a value that can't be read is answered by their validation.</summary>
    internal static TimeSpan Time(IConfiguration configuration, string section, string key, TimeSpan instead) =>
        TimeSpan.TryParse(configuration[$"{section}:{key}"], CultureInfo.InvariantCulture, out var given) && given > TimeSpan.Zero ? given : instead;
}
