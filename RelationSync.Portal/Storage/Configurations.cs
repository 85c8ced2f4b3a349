using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage;

internal sealed class InboxConfiguration : IEntityTypeConfiguration<Inbox>
{
    public void Configure(EntityTypeBuilder<Inbox> builder)
    {
        builder.Property(x => x.Key).HasMaxLength(64);
        builder.Property(x => x.Name).HasMaxLength(200);
        builder.Property(x => x.Sources).HasConversion<InboxSourcesConverter>();
        builder.HasIndex(x => x.Key).IsUnique();
    }
}

internal sealed class BackfillRangeConfiguration : IEntityTypeConfiguration<BackfillRange>
{
    public void Configure(EntityTypeBuilder<BackfillRange> builder) => builder.HasIndex(x => x.InboxId);
}

internal sealed class ConnectionConfiguration : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> builder)
    {
        builder.Ignore(x => x.State);
        builder.HasIndex(x => x.InboxId).IsUnique();
        builder.HasOne(x => x.Inbox).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Authorization).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OperationConfiguration : IEntityTypeConfiguration<OperationRow>
{
    public void Configure(EntityTypeBuilder<OperationRow> builder)
    {
        builder.ToTable("Operations");
        builder.HasKey(x => x.Seq);
        builder.HasIndex(x => x.IdHash).IsUnique();
        builder.HasIndex(x => x.ActivityKey);

        // A day's operations with what tells whether an action used them, without their contents.
        builder.HasIndex(x => new { x.ArrivedAt, x.InboxId, x.ActivityKey });
    }
}

internal sealed class ActionConfiguration : IEntityTypeConfiguration<SyncAction>
{
    public void Configure(EntityTypeBuilder<SyncAction> builder)
    {
        builder.ToTable("Actions");
        builder.HasKey(x => x.Seq);
        builder.HasIndex(x => x.Id).IsUnique();
        builder.HasIndex(x => x.ActivityKey);
        builder.HasIndex(x => new { x.InboxId, x.Seq });
        // Under the name that queries of the former version ask for too.
        builder.HasIndex(x => new { x.Status, x.InboxId, x.DueAt, x.IsTest }).HasDatabaseName("IX_Actions_Status_InboxId_DueAt");

        // All that figures of a day's Events are made of; rows come in when they are synced, and not before.
        builder.HasIndex(x => new { x.SyncedAt, x.InboxId, x.Status, x.TriggerAt, x.ArrivedAt, x.ClockAt, x.Source, x.IsTest })
            .HasDatabaseName("IX_Actions_SyncedAt").HasFilter("\"SyncedAt\" IS NOT NULL");
        builder.HasIndex(x => x.EventId);
        // Tests are few: figures leave their activities out by it.
        builder.HasIndex(x => x.ActivityKey, "IX_Actions_Tests").HasFilter("\"IsTest\"");
        // What is still to be erased, oldest first: of a store of years only the last weeks.
        builder.HasIndex(x => x.ArrivedAt).HasFilter("\"ErasedAt\" IS NULL").HasDatabaseName("IX_Actions_ToErase");
    }
}

internal sealed class AttemptConfiguration : IEntityTypeConfiguration<AttemptRow>
{
    public void Configure(EntityTypeBuilder<AttemptRow> builder)
    {
        builder.ToTable("Attempts");
        builder.HasKey(x => x.Seq);
        builder.HasIndex(x => x.ActionSeq);
    }
}

internal sealed class LogEntryConfiguration : IEntityTypeConfiguration<LogEntry>
{
    public void Configure(EntityTypeBuilder<LogEntry> builder)
    {
        builder.HasKey(x => x.Seq);
        builder.Property(x => x.Message).HasMaxLength(LogEntry.MostMessage);
        builder.Property(x => x.SettledReason).HasMaxLength(LogEntry.MostReason);
        // Lists filter by what stands behind Seq without reading the entries that don't fit.
        builder.HasIndex(x => new { x.InboxId, x.Seq, x.At, x.Category, x.Severity });
        builder.HasIndex(x => new { x.Seq, x.At, x.Category, x.Severity });
        builder.HasIndex(x => x.At);
        builder.HasIndex(x => x.ActionId);
        builder.HasIndex(x => new { x.Category, x.Severity, x.Code });
        builder.HasIndex(x => x.Severity).HasDatabaseName("IX_LogEntries_Open").HasFilter("\"SettledAt\" IS NULL AND \"ClosedAt\" IS NULL");
    }
}

internal sealed class EpisodeConfiguration : IEntityTypeConfiguration<Episode>
{
    public void Configure(EntityTypeBuilder<Episode> builder) => builder.HasKey(x => new { x.ConnectionId, x.Kind, x.About });
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.HasIndex(x => x.NormalizedEmail).IsUnique();
        builder.HasMany(x => x.Passkeys).WithOne().HasForeignKey(x => x.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(x => x.Passkeys).AutoInclude();
    }
}

internal sealed class OneTimeTokenConfiguration : IEntityTypeConfiguration<OneTimeToken>
{
    public void Configure(EntityTypeBuilder<OneTimeToken> builder) => builder.HasKey(x => x.Hash);
}

internal sealed class ProvisionedEntryConfiguration : IEntityTypeConfiguration<ProvisionedEntry>
{
    public void Configure(EntityTypeBuilder<ProvisionedEntry> builder) => builder.HasKey(x => new { x.Kind, x.Key });
}

internal sealed class SettingConfiguration : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder) => builder.HasKey(x => x.Key);
}
