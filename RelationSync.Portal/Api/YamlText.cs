using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelationSync.Portal.Api;

/// <summary>Writes JSON as YAML 1.2: blocks by indentation; scalars and keys stay as JSON has them, which YAML reads alike.</summary>
internal static class YamlText
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonNode node, int depth)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                text.Append(' ', depth * 2).Append(JsonSerializer.Serialize(name, Relaxed)).Append(':');
                WriteValue(text, value, depth + 1);
            }
        }
        else
        {
            foreach (var item in node.AsArray())
            {
                text.Append(' ', depth * 2).Append('-');
                WriteValue(text, item, depth + 1);
            }
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, int depth)
    {
        if (value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            text.Append('\n');
            Write(text, value, depth);
            return;
        }

        text.Append(' ').Append(value is null ? "null" : value.ToJsonString(Relaxed)).Append('\n');
    }
}
