using System.Text.Json;
using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Data;

/// <summary>What an org allows, as it is stored.</summary>
internal sealed record StoredCapabilities(string OrgId, string UserId, bool SharedActivities, bool MarkerField, string[] Types, bool TypeRestricted)
{
    public static string Write(OrgCapabilities known) => JsonSerializer.Serialize(new StoredCapabilities(
        known.OrgId, known.UserId, known.SharedActivities, known.MarkerField, [.. known.Types], known.TypeRestricted));

    public static OrgCapabilities? Read(string json) => JsonSerializer.Deserialize<StoredCapabilities>(json) is { } stored
        ? new OrgCapabilities(
            stored.OrgId, stored.UserId, stored.SharedActivities, stored.MarkerField, stored.Types.ToHashSet(StringComparer.Ordinal), stored.TypeRestricted)
        : null;
}
