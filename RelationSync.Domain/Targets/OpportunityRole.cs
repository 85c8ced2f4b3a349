namespace RelationSync.Domain.Targets;

/// <summary>A Contact's role in an open Opportunity (R-M9).</summary>
public sealed record OpportunityRole(string OpportunityId, string ContactId, bool IsPrimary, DateTimeOffset LastModifiedDate);
