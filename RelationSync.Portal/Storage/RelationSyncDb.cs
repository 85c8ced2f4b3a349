using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage.Engines;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Storage;

/// <summary>The store. Used through a factory: one context an operation, never injected.</summary>
public class RelationSyncDb(DbContextOptions<RelationSyncDb> options) : DbContext(options)
{
    /// <summary>How this store's engine says what EF Core can't.</summary>
    public Dialect Dialect => field ??= Dialect.Of(Database.IsNpgsql() ? StoreProvider.PostgreSql : StoreProvider.Sqlite);

    public DbSet<Inbox> Inboxes => Set<Inbox>();

    public DbSet<BackfillRange> BackfillRanges => Set<BackfillRange>();

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<Authorization> Authorizations => Set<Authorization>();

    public DbSet<OperationRow> Operations => Set<OperationRow>();

    public DbSet<SyncAction> Actions => Set<SyncAction>();

    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();

    public DbSet<WrittenEvent> WrittenEvents => Set<WrittenEvent>();

    public DbSet<LogEntry> LogEntries => Set<LogEntry>();

    public DbSet<ErrorCause> ErrorCauses => Set<ErrorCause>();

    public DbSet<RetryRun> RetryRuns => Set<RetryRun>();

    public DbSet<RetriedAction> RetriedActions => Set<RetriedAction>();

    public DbSet<Episode> Episodes => Set<Episode>();

    public DbSet<Lease> Leases => Set<Lease>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Passkey> Passkeys => Set<Passkey>();

    public DbSet<OpenSession> OpenSessions => Set<OpenSession>();

    public DbSet<ProviderLogin> ProviderLogins => Set<ProviderLogin>();

    public DbSet<ProviderSession> ProviderSessions => Set<ProviderSession>();

    public DbSet<OneTimeToken> OneTimeTokens => Set<OneTimeToken>();

    public DbSet<ProvisionedEntry> ProvisionedEntries => Set<ProvisionedEntry>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<IntakeMinute> IntakeMinutes => Set<IntakeMinute>();

    public DbSet<NotificationSettings> NotificationSettings => Set<NotificationSettings>();

    public DbSet<NotificationWebhook> NotificationWebhooks => Set<NotificationWebhook>();

    public DbSet<NotificationEpisode> NotificationEpisodes => Set<NotificationEpisode>();

    public DbSet<NotificationDelivery> NotificationDeliveries => Set<NotificationDelivery>();

    public DbSet<RejectedRequestRow> IntakeRefusals => Set<RejectedRequestRow>();

    public DbSet<InboxBearerKey> InboxBearerKeys => Set<InboxBearerKey>();

    public DbSet<IntakeRequestRow> IntakeRequests => Set<IntakeRequestRow>();

    public DbSet<TestOperation> TestOperations => Set<TestOperation>();

    public DbSet<ApiCallCount> ApiCallCounts => Set<ApiCallCount>();

    public DbSet<DataKey> DataKeys => Set<DataKey>();

    public DbSet<Node> Nodes => Set<Node>();

    public DbSet<RelationTenant> RelationTenants => Set<RelationTenant>();

    public DbSet<RelationBox> RelationBoxes => Set<RelationBox>();

    public DbSet<RelationTicket> RelationTickets => Set<RelationTicket>();

    public DbSet<RelationMessage> RelationMessages => Set<RelationMessage>();

    public DbSet<RelationUser> RelationUsers => Set<RelationUser>();

    public DbSet<RelationBackfill> RelationBackfills => Set<RelationBackfill>();

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        StaleActions.Note(this);
        SyncedCounts.Note(this);
        var counts = LogCounts.Prepare(this);
        var saved = base.SaveChanges(acceptAllChangesOnSuccess);
        counts?.Invoke();
        return saved;
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        StaleActions.Note(this);
        SyncedCounts.Note(this);
        var counts = LogCounts.Prepare(this);
        var isAudited = ChangeTracker.Entries<AuditEntry>().Any(e => e.State is EntityState.Added);
        if (isAudited)
        {
            await AuditLinks.LockAsync(this, cancellationToken);
        }

        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        counts?.Invoke();
        if (isAudited)
        {
            await AuditLinks.LinkAsync(this, cancellationToken);
        }

        return saved;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite can neither order nor compare DateTimeOffset; ticks of UTC sort the same everywhere.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<Guid>().HaveConversion<GuidBytesConverter>();
        configurationBuilder.Properties<OperationSource>().HaveConversion<OperationSourceConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RelationSyncDb).Assembly);
}
