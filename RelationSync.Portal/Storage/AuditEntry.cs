namespace RelationSync.Portal.Storage;

/// <summary>Who changed or exported what, when and from where. Never holds a secret, a token or a customer's words.</summary>
public sealed class AuditEntry
{
    public long Seq { get; set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Account of the operator; null: the system, or a deleted account.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>The account's e-mail at that moment, or what else did it, like <c>provisioning</c>.</summary>
    public required string Actor { get; set; }

    /// <summary>The caller's network address; null: this machine, without a request.</summary>
    public string? Address { get; set; }

    public AuditAct Act { get; set; }

    /// <summary>What it was done to: an inbox's key, an account's e-mail, a file's name. At most 300 characters.</summary>
    public required string About { get; set; }

    /// <summary>Further facts, as a JSON object of texts; null: none.</summary>
    public string? DetailsJson { get; set; }

    /// <summary>See <see cref="AuditLinks"/>; null: from before there was a chain.</summary>
    public byte[]? Hash { get; set; }
}

internal sealed class AuditEntryConfiguration : Microsoft.EntityFrameworkCore.IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(x => x.Seq);
        builder.HasIndex(x => x.At);
        builder.HasIndex(x => new { x.Actor, x.Seq });
        builder.HasIndex(x => new { x.Act, x.Seq });
    }
}
