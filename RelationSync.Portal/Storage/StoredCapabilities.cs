using System.Text.Json;
using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Storage;

/// <summary>What an org allows, as it is stored.</summary>
internal sealed record StoredCapabilities(string OrgId, string UserId, bool SharedActivities, bool MarkerField, string[] Types, bool TypeRestricted)
{
    /// <summary>Null: stored by a version that didn't ask.</summary>
    public string[]? Unwritable { get; init; }

    public string[]? Unreadable { get; init; }

    public bool? Sandbox { get; init; }

    public static string Write(OrgCapabilities known) => JsonSerializer.Serialize(
        new StoredCapabilities(known.OrgId, known.UserId, known.SharedActivities, known.MarkerField, [.. known.Types], known.TypeRestricted)
        {
            Unwritable = [.. known.Unwritable],
            Unreadable = [.. known.Unreadable],
            Sandbox = known.Sandbox,
        });

    public static OrgCapabilities? Read(string json) => JsonSerializer.Deserialize<StoredCapabilities>(json) is { } stored
        ? new OrgCapabilities(
            stored.OrgId, stored.UserId, stored.SharedActivities, stored.MarkerField, stored.Types.ToHashSet(StringComparer.OrdinalIgnoreCase), stored.TypeRestricted)
        {
            Unwritable = (stored.Unwritable ?? []).ToHashSet(StringComparer.Ordinal),
            Unreadable = (stored.Unreadable ?? []).ToHashSet(StringComparer.Ordinal),
            Sandbox = stored.Sandbox,
        }
        : null;
}
