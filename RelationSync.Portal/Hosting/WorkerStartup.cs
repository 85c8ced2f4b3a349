using System.Globalization;
using Microsoft.Extensions.Options;
using Quartz;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;
using RelationSync.Portal.Notifications;
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
        services.AddSingleton<DrainCoordinator>();
        services.AddKeeping();
        services.AddSingleton<RejectedRequestLog>();
        services.AddSingleton<RequestLog>();
        services.AddHostedService<CounterFlusher>(); // before what is counted by: services stop in the order turned round
        services.AddSingleton<SilenceWatch>();
        services.AddHostedService(s => s.GetRequiredService<SilenceWatch>());
        services.AddHostedService<DrainStop>();
        var interval = Time(configuration, WorkerOptions.Section, nameof(WorkerOptions.DrainInterval), new WorkerOptions().DrainInterval);
        var keepingInterval = KeepingInterval(configuration);
        services.AddQuartz(quartz =>
        {
            // By the wall clock, a clock set back an hour would hold all drains up for one.
            quartz.UseTimeProvider(new SteadyTime(TimeProvider.System));
            quartz.AddJob<DrainJob>(j => j.WithIdentity(nameof(DrainJob)));
            quartz.AddTrigger(t => t.ForJob(nameof(DrainJob)).StartNow()
                .WithSimpleSchedule(s => s.WithInterval(interval).RepeatForever()));
            quartz.AddJob<IndexActionsJob>(j => j.WithIdentity(nameof(IndexActionsJob)));
            quartz.AddTrigger(t => t.ForJob(nameof(IndexActionsJob)).StartNow().WithSimpleSchedule(s => s.WithInterval(IndexActionsJob.Interval).RepeatForever()));
            quartz.AddJob<KeepAliveJob>(j => j.WithIdentity(nameof(KeepAliveJob)));
            quartz.AddTrigger(t => t.ForJob(nameof(KeepAliveJob)).StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(6)).RepeatForever()));
            quartz.AddJob<AskAgainJob>(j => j.WithIdentity(nameof(AskAgainJob)));
            quartz.AddTrigger(t => t.ForJob(nameof(AskAgainJob)).StartNow()
                .WithSimpleSchedule(s => s.WithInterval(interval < AskAgainJob.Interval ? interval : AskAgainJob.Interval).RepeatForever()));
            quartz.AddJob<NameUsersJob>(j => j.WithIdentity(nameof(NameUsersJob)));
            quartz.AddTrigger(t => t.ForJob(nameof(NameUsersJob)).StartNow().WithSimpleSchedule(s => s.WithInterval(NameUsersJob.Interval).RepeatForever()));
            quartz.AddJob<NotifyJob>(j => j.WithIdentity(nameof(NotifyJob)));
            quartz.AddTrigger(t => t.ForJob(nameof(NotifyJob)).StartNow()
                .WithSimpleSchedule(s => s.WithInterval(interval > NotifyJob.MostOften ? interval : NotifyJob.MostOften).RepeatForever()));
            quartz.AddJob<RetentionJob>(j => j.WithIdentity(nameof(RetentionJob)));
            quartz.AddTrigger(t => t.ForJob(nameof(RetentionJob)).StartNow().WithSimpleSchedule(s => s.WithInterval(keepingInterval).RepeatForever()));
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = false);
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

    private static TimeSpan KeepingInterval(IConfiguration configuration) =>
        RetentionJob.Interval(Time(configuration, SyncOptions.Section, nameof(SyncOptions.BodyRetention), new SyncOptions().BodyRetention));

    /// <summary>Needed before options are: a value that can't be read is answered by their validation.</summary>
    private static TimeSpan Time(IConfiguration configuration, string section, string key, TimeSpan instead) =>
        TimeSpan.TryParse(configuration[$"{section}:{key}"], CultureInfo.InvariantCulture, out var given) && given > TimeSpan.Zero ? given : instead;
}
