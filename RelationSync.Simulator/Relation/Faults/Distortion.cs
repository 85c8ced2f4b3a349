using System.Text;
using System.Text.Json.Nodes;
using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.Relation.Faults;

/// <summary>Good answers that no longer are what the API's description promises.</summary>
internal static class Distortion
{
    private const string NewField = "sent_by_user";

    /// <summary>The changed answer; null if there is nothing in it to change.</summary>
    public static HttpAnswer? Of(RelationFaultKind kind, HttpAnswer answer)
    {
        if (answer.Status != 200 || answer.Body.Length == 0)
        {
            return null;
        }

        var json = JsonNode.Parse(answer.Body.Span)!;
        return Changed(kind, json) ? answer with { Body = Encoding.UTF8.GetBytes(json.ToJsonString()) } : null;
    }

    private static bool Changed(RelationFaultKind kind, JsonNode json)
    {
        var items = json switch
        {
            JsonArray rows => rows,
            JsonObject ticket when ticket["messages"] is JsonArray messages => messages,
            JsonObject chat when chat["conversations"] is JsonArray conversations => conversations,
            _ => null,
        };
        if (items is not [JsonObject first, ..])
        {
            return false;
        }

        switch (kind)
        {
            case RelationFaultKind.WrongType:
                first[TimeOrName(first)] = new JsonObject { ["value"] = true };
                return true;
            case RelationFaultKind.UnknownField:
                foreach (var item in items.OfType<JsonObject>())
                {
                    item[NewField] = "new";
                }

                return true;
            case RelationFaultKind.UnknownMethod:
                return Replace(first, "method_cd", "chatwork");
            default:
                return Replace(first, "action_cd", "archived");
        }
    }

    private static string TimeOrName(JsonObject item) =>
        ((string[])["sent_at", "last_updated_at", "mention_name"]).First(name => item.ContainsKey(name));

    private static bool Replace(JsonObject item, string member, string value)
    {
        if (!item.ContainsKey(member))
        {
            return false;
        }

        item[member] = value;
        return true;
    }
}
