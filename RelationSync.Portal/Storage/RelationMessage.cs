using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RelationSync.Domain.Relation;

namespace RelationSync.Portal.Storage;

/// <summary>A message of Re:lation and what came of it. Nothing of its content is kept. Times are by Re:lation's clock.</summary>
public sealed class RelationMessage
{
    /// <summary>It is forgotten when nothing of it has changed for so long; what is older and not known is taken for forgotten.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    public required string Subdomain { get; set; }

    /// <summary>0; where boxes count their messages each for itself, the box.</summary>
    public long Scope { get; set; }

    public long MessageId { get; set; }

    public long BoxId { get; set; }

    public long TicketId { get; set; }

    /// <summary>The channel's code.</summary>
    public required string Method { get; set; }

    /// <summary>The state's code.</summary>
    public required string Action { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Distinguishes it from another message with the same id.</summary>
    public required string Fingerprint { get; set; }

    public MessageStage Stage { get; set; }

    /// <summary>Number of its cancels that were accepted.</summary>
    public int Generation { get; set; }

    /// <summary>When the latest operation taken from it happened.</summary>
    public DateTimeOffset? LastAt { get; set; }

    /// <summary>An administrator wants it although it was found late.</summary>
    public bool IsWanted { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    /// <summary>For a chat: ids of the accepted messages, separated by spaces.</summary>
    public string ChatTaken { get; set; } = "";

    /// <summary>Of a chat: a session waits for its end.</summary>
    public bool ChatIsOpen { get; set; }

    /// <summary>Of a chat: the page to read from.</summary>
    public int ChatPage { get; set; } = 1;
}

internal sealed class RelationMessageConfiguration : IEntityTypeConfiguration<RelationMessage>
{
    public void Configure(EntityTypeBuilder<RelationMessage> builder)
    {
        builder.HasKey(x => new { x.Subdomain, x.Scope, x.MessageId });
        builder.HasIndex(x => new { x.Subdomain, x.BoxId, x.Stage, x.SeenAt });
    }
}
