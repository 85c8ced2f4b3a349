using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Relation;

/// <summary>What the control plane may set of a Re:lation tenant; the names on the wire are these in snake case.</summary>
public sealed class TenantSettings
{
    private const int MostMilliseconds = 86_400_000;
    private const long MostSkew = 315_576_000_000;

    public IReadOnlyList<TenantUser> Users { get; init; } = [];

    public IReadOnlyList<TenantBox> Boxes { get; init; } = [];

    /// <summary>How long the search doesn't know of a change yet.</summary>
    public int IndexLagMs { get; init; }

    /// <summary>At most how much longer; each ticket has its own share of it.</summary>
    public int IndexJitterMs { get; init; }

    /// <summary>Order of search results: <c>newest</c> change first, <c>id</c>, or <c>shuffle</c>.</summary>
    public string Order { get; init; } = "newest";

    /// <summary>What the search does with that filter: <c>honoured</c>, <c>ignored</c> or <c>refused</c>.</summary>
    public string LastUpdatedSince { get; init; } = "ignored";

    /// <summary>Whether ids of tickets and messages are unique in the <c>tenant</c> or in their <c>box</c> only.</summary>
    public string Ids { get; init; } = "tenant";

    /// <summary>How far Re:lation's clock is ahead.</summary>
    public long SkewMs { get; init; }

    /// <summary>Requests of other programs with the same token, spread over each minute.</summary>
    public int OthersPerMinute { get; init; }

    /// <summary>Boxes that the token opens, by id or name; null for all.</summary>
    public IReadOnlyList<JsonElement>? TokenBoxes { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Why no tenant can be like this, or null. A misread setting would prove nothing.</summary>
    public string? Fault() => UnknownNames() ?? this switch
    {
        { Users: null } or { Boxes: null } => "users and boxes must be lists",
        _ when Users.Contains(null!) || Boxes.Contains(null!) => "each of users and boxes must be an object",
        { IndexLagMs: < 0 or > MostMilliseconds } or { IndexJitterMs: < 0 or > MostMilliseconds } => "index_lag_ms and index_jitter_ms must be 0 to 86400000",
        { Order: not ("newest" or "id" or "shuffle") } => "order must be newest, id or shuffle",
        { LastUpdatedSince: not ("honoured" or "ignored" or "refused") } => "last_updated_since must be honoured, ignored or refused",
        { Ids: not ("tenant" or "box") } => "ids must be tenant or box",
        { SkewMs: < -MostSkew or > MostSkew } => "skew_ms must be within ten years",
        { OthersPerMinute: < 0 } => "others_per_minute must be 0 or more",
        _ => PeopleFault() ?? TokenFault(),
    };

    /// <summary>A box's id by its id or name; null if there is none.</summary>
    internal int? BoxId(JsonElement box)
    {
        if (box.ValueKind == JsonValueKind.Number)
        {
            return box.TryGetInt32(out var id) && id >= 1 && id <= Boxes.Count ? id : null;
        }

        var name = box.ValueKind == JsonValueKind.String ? box.GetString() : null;
        return Boxes.Select((b, at) => (b.Name, Id: (int?)(at + 1))).FirstOrDefault(b => b.Name == name).Id;
    }

    private string? UnknownNames()
    {
        string[] names =
        [
            .. Unknown?.Keys.AsEnumerable() ?? [],
            .. Users?.SelectMany((u, at) => u?.Unknown?.Keys.Select(name => $"users[{at}].{name}") ?? []) ?? [],
            .. Boxes?.SelectMany((b, at) => b?.Unknown?.Keys.Select(name => $"boxes[{at}].{name}") ?? []) ?? [],
        ];
        return names.Length > 0 ? $"unknown members of a tenant: {string.Join(", ", names)}" : null;
    }

    private string? PeopleFault()
    {
        if (Users.Select(u => u.Fault()).FirstOrDefault(f => f is not null) is { } fault)
        {
            return fault;
        }

        if (Users.DistinctBy(u => u.MentionName).Count() < Users.Count)
        {
            return "a mention_name is twice in users";
        }

        if (Boxes.Any(b => string.IsNullOrEmpty(b.Name)) || Boxes.DistinctBy(b => b.Name).Count() < Boxes.Count)
        {
            return "each of boxes needs a name of its own";
        }

        var stranger = Boxes.SelectMany(b => b.Users ?? []).FirstOrDefault(name => Users.All(u => u.MentionName != name));
        return stranger is null ? null : $"boxes name a user that isn't in users: {stranger}";
    }

    private string? TokenFault()
    {
        JsonElement[] missing = [.. TokenBoxes?.Where(b => BoxId(b) is null) ?? []];
        return missing.Length > 0 ? $"token_boxes name no box: {missing[0]}" : null;
    }
}
