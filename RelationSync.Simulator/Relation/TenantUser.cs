using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Relation;

/// <summary>A Re:lation user as the control plane names one. The API knows it by its mention name only.</summary>
public sealed record TenantUser
{
    public string MentionName { get; init; } = string.Empty;

    public string Email { get; init; } = string.Empty;

    public string FirstName { get; init; } = string.Empty;

    public string LastName { get; init; } = string.Empty;

    /// <summary><c>available</c>, <c>confirming</c>, <c>locked</c> or <c>deleted</c>.</summary>
    public string StatusCd { get; init; } = "available";

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    internal string FullName => $"{LastName} {FirstName}".Trim();

    internal string? Fault() => this switch
    {
        { MentionName: null or "" } => "each of users needs a mention_name",
        { Email: null } or { FirstName: null } or { LastName: null } => $"user {MentionName}: email, first_name and last_name must be texts",
        { StatusCd: not ("available" or "confirming" or "locked" or "deleted") } => $"user {MentionName}: status_cd must be available, confirming, locked or deleted",
        _ => null,
    };
}
