using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Faults;

/// <summary>What the control plane sends to arm a fault.</summary>
internal sealed record FaultRequest
{
    public FaultMatch? Match { get; init; }

    public string? Kind { get; init; }

    public int? Times { get; init; }

    public int? Status { get; init; }

    public string? ErrorCode { get; init; }

    public string? Message { get; init; }

    /// <summary>Of a refusal: the fields it names.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Of a status: the <c>Retry-After</c> header, seconds or a date.</summary>
    public JsonElement? RetryAfter { get; init; }

    public int? DelayMs { get; init; }

    /// <summary>Of a hang: <c>never</c>, <c>at_once</c> or <c>late</c>.</summary>
    public string? Commit { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}
