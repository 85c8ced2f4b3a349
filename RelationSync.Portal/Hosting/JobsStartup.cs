using Npgsql;
using Quartz;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Retention;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;

namespace RelationSync.Portal.Hosting;

/// <summary>
/// Jobs by the clock. The drain runs on every node, as leases deal out who drains what: it waits for no other node. What is
/// done once for all nodes is run, on PostgreSQL, by one of them at a time (Quartz's clustered store); on SQLite there is one node.
/// </summary>
internal static class JobsStartup
{
    /// <summary>Of all nodes; Quartz keeps its jobs under this name.</summary>
    public const string SharedName = "RelationSync";

    /// <summary>A node that hasn't checked in for about twice this is taken for dead, and its job is taken up by another.</summary>
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(10);

    public static void AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var isShared = StoreStartup.IsServer(configuration);
        services.AddQuartz(quartz =>
        {
            // By the wall clock, a clock set back an hour would hold all drains up for one.
            quartz.UseTimeProvider(new SteadyTime(TimeProvider.System));
            AddOwn(quartz, configuration);
            if (!isShared)
            {
                AddSingle(quartz, configuration);
            }
        });
        if (isShared)
        {
            services.AddQuartz(SharedName, quartz =>
            {
                quartz.UsePersistentStore(UseStore);
                AddSingle(quartz, configuration);
            });
        }

        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = false);
    }

    /// <summary>What each node does.</summary>
    private static void AddOwn(IQuartzBuilder quartz, IConfiguration configuration)
    {
        var interval = DrainInterval(configuration);
        Add<DrainJob>(quartz, interval);
        Add<IndexActionsJob>(quartz, IndexActionsJob.Interval);
        Add<AskAgainJob>(quartz, interval < AskAgainJob.Interval ? interval : AskAgainJob.Interval);
    }

    /// <summary>What is done once, however many nodes there are.</summary>
    private static void AddSingle(IQuartzBuilder quartz, IConfiguration configuration)
    {
        var interval = DrainInterval(configuration);
        Add<KeepAliveJob>(quartz, TimeSpan.FromHours(6));
        Add<NameUsersJob>(quartz, NameUsersJob.Interval);
        Add<NotifyJob>(quartz, interval > NotifyJob.MostOften ? interval : NotifyJob.MostOften);
        Add<RetentionJob>(quartz, WorkerStartup.KeepingInterval(configuration));
    }

    private static void Add<TJob>(IQuartzBuilder quartz, TimeSpan interval)
        where TJob : IJob
    {
        var name = typeof(TJob).Name;
        quartz.AddJob<TJob>(j => j.WithIdentity(name));
        quartz.AddTrigger(t => t.WithIdentity(name).ForJob(name).StartNow().WithSimpleSchedule(s => s.WithInterval(interval).RepeatForever()));
    }

    private static void UseStore(IPersistentStoreBuilder store) => store
        .UsePostgres(source => source.DataSourceFactory = s => NpgsqlDataSource.Create(s.GetRequiredService<StoreLocation>().ConnectionString))
        .ConfigureStore(o => o.StoreJobDataAsStrings = true)
        .UseClustering(c => c.CheckinInterval = CheckIn);

    private static TimeSpan DrainInterval(IConfiguration configuration) =>
        WorkerStartup.Time(configuration, WorkerOptions.Section, nameof(WorkerOptions.DrainInterval), new WorkerOptions().DrainInterval);
}
