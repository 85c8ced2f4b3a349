using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Orgs;

/// <summary><c>"any"</c>, which is null here, or a list of apps.</summary>
internal sealed class AppListConverter : JsonConverter<IReadOnlyList<AppSettings>>
{
    public static IReadOnlyList<AppSettings>? Read(JsonElement json, JsonSerializerOptions options) => json.ValueKind == JsonValueKind.String
        ? json.ValueEquals("any") ? null : throw NoList()
        : json.Deserialize<List<AppSettings>>(options);

    public override IReadOnlyList<AppSettings>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return Read(json.RootElement, options);
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<AppSettings> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);

    private static JsonException NoList() => new("apps must be \"any\" or a list");
}
