using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>What became of a user to be created: its id, or the failure.</summary>
public sealed record UserOutcome(string? UserId, SalesforceFailure? Failure);
