using RelationSync.Domain.Channels;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>What a provisioning file says. Each entry keeps the JSON pointer to where it stands.</summary>
internal sealed record ProvisioningFile(
    IReadOnlyList<ProvisionedUser> Users, IReadOnlyList<ProvisionedInbox> Inboxes, IReadOnlyList<ProvisionedConnection> Connections);

internal sealed record ProvisionedUser(string At, string Email, string Password, AccountRole Role);

/// <param name="Source">Null: the file says nothing of it.</param>
internal sealed record ProvisionedInbox(string At, string Key, string Name, string Secret, string TimeZone, ProvisionedSource? Source, bool IsTest = false);

/// <param name="Owners">Of every family.</param>
/// <param name="Relation">How Re:lation's API is read; null where all is pushed.</param>
internal sealed record ProvisionedSource(IReadOnlyDictionary<ChannelFamily, SourceOwner> Owners, RelationSource? Relation)
{
    /// <summary>What an inbox without a source has.</summary>
    public static readonly ProvisionedSource AllPush = new(Enum.GetValues<ChannelFamily>().ToDictionary(f => f, _ => SourceOwner.Push), null);
}

/// <param name="LoginUrl">Checked, without a slash at its end.</param>
/// <param name="ClientId">The connection's own app; null: the installation's.</param>
internal sealed record ProvisionedConnection(
    string At, string Inbox, TargetKind Targets, bool LinkOpportunities, string LoginUrl, string RefreshToken, string? ClientId, string? ClientSecret)
{
    /// <summary>Of the JWT bearer flow, in place of a refresh token.</summary>
    public SigningKey? SigningKey { get; init; }

    /// <summary>Entries with the same one share an authorisation.</summary>
    public string Secret => SigningKey is { } key ? $"{key.Username}\n{key.PrivateKey}" : RefreshToken;
}
