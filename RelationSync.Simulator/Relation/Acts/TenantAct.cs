using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Relation.Acts;

/// <summary>What a person, or Re:lation by itself, does in a tenant; the names on the wire are these in snake case.</summary>
internal sealed record TenantAct
{
    /// <summary>Id or name.</summary>
    public JsonElement Box { get; init; }

    public string? Op { get; init; }

    /// <summary>Mention name.</summary>
    public string? By { get; init; }

    /// <summary>What it is stamped with; now if absent. The API shows the change from now on in any case.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>A new one if absent.</summary>
    public long? Ticket { get; init; }

    public long? Message { get; init; }

    /// <summary>The <c>method_cd</c>: <c>mail</c> if absent. Any text, for codes that nobody documented.</summary>
    public string? Channel { get; init; }

    public string? Title { get; init; }

    public string? Body { get; init; }

    public bool? IsHtml { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Cc { get; init; }

    public string? Bcc { get; init; }

    /// <summary>Of a chat line or a comment.</summary>
    public string? Text { get; init; }

    /// <summary>Of a chat line: sent by a rule.</summary>
    public bool? Auto { get; init; }

    /// <summary>Of a chat's customer, or of a memo's.</summary>
    public string? Email { get; init; }

    /// <summary>Of a call, or of a memo's customer.</summary>
    public string? Phone { get; init; }

    /// <summary>Of a memo (対応日時).</summary>
    public DateTimeOffset? RespondedAt { get; init; }

    /// <summary>Of a memo (対応時間), in minutes.</summary>
    public int? Duration { get; init; }

    /// <summary>Of a call: <c>inbound</c> (default) or <c>outbound</c>.</summary>
    public string? Direction { get; init; }

    public bool? Ring { get; init; }

    public bool? HangUp { get; init; }

    public bool? Record { get; init; }

    public bool? Missed { get; init; }

    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>Of a send: how long it stays <c>sending</c>.</summary>
    public int? SendingMs { get; init; }

    /// <summary>Of a move to another box: how long it takes.</summary>
    public int? DelayMs { get; init; }

    /// <summary>Id or name.</summary>
    public JsonElement ToBox { get; init; }

    /// <summary>A new one if absent.</summary>
    public long? ToTicket { get; init; }

    /// <summary>Of <c>assign</c>: mention name; whoever does it if absent, nobody if both are.</summary>
    public string? Assignee { get; init; }

    /// <summary>Of <c>set_status</c>.</summary>
    public string? StatusCd { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
