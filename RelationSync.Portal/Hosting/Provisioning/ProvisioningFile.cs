using RelationSync.Domain.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>What a provisioning file says. Each entry keeps the JSON pointer to where it stands.</summary>
internal sealed record ProvisioningFile(
    IReadOnlyList<ProvisionedUser> Users, IReadOnlyList<ProvisionedInbox> Inboxes, IReadOnlyList<ProvisionedConnection> Connections);

internal sealed record ProvisionedUser(string At, string Email, string Password, AccountRole Role);

internal sealed record ProvisionedInbox(string At, string Key, string Name, string Secret, string TimeZone);

/// <param name="LoginUrl">Checked, without a slash at its end.</param>
/// <param name="ClientId">The connection's own app; null: the installation's.</param>
internal sealed record ProvisionedConnection(
    string At, string Inbox, TargetKind Targets, bool LinkOpportunities, string LoginUrl, string RefreshToken, string? ClientId, string? ClientSecret);
