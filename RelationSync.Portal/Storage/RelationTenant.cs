using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>A Re:lation tenant whose API is read. Times are by Re:lation's clock.</summary>
public sealed class RelationTenant
{
    /// <summary>The first part of its address.</summary>
    public required string Subdomain { get; set; }

    /// <summary>Its API token, encrypted.</summary>
    public required string TokenProtected { get; set; }

    public RelationTenantState State { get; set; }

    /// <summary>When that state began.</summary>
    public DateTimeOffset? StateSince { get; set; }

    /// <summary>Our clock is so far behind Re:lation's.</summary>
    public long ClockOffsetTicks { get; set; }

    /// <summary>Requests a minute.</summary>
    public int Limit { get; set; }

    public int? Remaining { get; set; }

    public DateTimeOffset? ResetAt { get; set; }

    /// <summary>What other programs use of it.</summary>
    public int OthersPerMinute { get; set; }

    /// <summary>Nothing is asked before.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>How often in a row Re:lation wasn't there.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>What the API said last when it refused, without anything secret.</summary>
    public string? LastProblem { get; set; }

    public DateTimeOffset? UsersReadAt { get; set; }

    public DateTimeOffset? BoxesReadAt { get; set; }

    public DateTimeOffset? ProbedAt { get; set; }

    /// <summary>True once the search was seen to honour <c>last_updated_since</c>.</summary>
    public bool SearchesByUpdate { get; set; }

    /// <summary>True once the search refused the status <c>spam</c>.</summary>
    public bool RefusesSpam { get; set; }

    /// <summary>True once two boxes were seen to count their messages each for itself.</summary>
    public bool HasIdsPerBox { get; set; }

    /// <summary>Names of members that the API had when it was first read, separated by spaces.</summary>
    public string KnownMembers { get; set; } = "";

    /// <summary>New member names that suggest the API now returns more, separated by spaces.</summary>
    public string PromisingMembers { get; set; } = "";
}

/// <summary>The values are stored: don't renumber.</summary>
public enum RelationTenantState
{
    Active = 0,

    /// <summary>The token is refused: a new one is needed.</summary>
    TokenRefused = 1,

    /// <summary>Re:lation isn't there.</summary>
    Unavailable = 2,

    /// <summary>Its searches are refused as wrong.</summary>
    ApiChanged = 3,
}

internal sealed class RelationTenantConfiguration : IEntityTypeConfiguration<RelationTenant>
{
    public void Configure(EntityTypeBuilder<RelationTenant> builder) => builder.HasKey(x => x.Subdomain);
}
