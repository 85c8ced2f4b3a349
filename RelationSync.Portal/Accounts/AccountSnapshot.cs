using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary>What of an account every request asks for.</summary>
internal sealed record AccountSnapshot(Guid Id, string SecurityStamp, AccountRole Role, string? Language, string? Theme);
