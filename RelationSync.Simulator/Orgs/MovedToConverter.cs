using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Orgs;

/// <summary><c>"http://127.0.0.1:5081/acme2"</c>, or an object that also says what the old address answers.</summary>
internal sealed class MovedToConverter : JsonConverter<MovedTo>
{
    private static readonly string[] Members = ["base", "old", "login"];

    public override MovedTo? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new MovedTo { Base = reader.GetString() };
        }

        var json = JsonSerializer.Deserialize<JsonObject>(ref reader, options) ?? throw new JsonException("moved_to must be an address");
        return new MovedTo
        {
            Base = json["base"]?.ToString(),
            Old = json["old"]?.ToString() ?? "302",
            Login = json["login"]?.ToString() ?? "stays",
            Unknown = [.. json.Select(m => m.Key).Where(name => !Members.Contains(name))],
        };
    }

    public override void Write(Utf8JsonWriter writer, MovedTo value, JsonSerializerOptions options) => writer.WriteStringValue(value.Base);
}
