using System.Text.Json;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Text;

namespace RelationSync.Simulator.Writing;

/// <summary>Reads what was sent for one record. An unknown field spoils the whole call, as in Salesforce.</summary>
internal static class DraftReader
{
    /// <param name="everything">Also fields that are hidden from the users of the API.</param>
    public static Draft Read(EntityType entity, JsonElement record, bool everything = false)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.BadJson("The value must be an object");
        }

        var draft = new Draft(entity) { Mentions = text => JsonStrings.Contains(record, text) };
        foreach (var property in record.EnumerateObject())
        {
            if (property.NameEquals("attributes"))
            {
                continue;
            }

            if (!(everything ? entity.TryStored(property.Name, out var field) : entity.TryField(property.Name, out field)))
            {
                throw ApiException.NoColumn(property.Name, entity.Name);
            }

            if (field.Kind == FieldKind.Id)
            {
                draft.Id = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
            }
            else if (field.Kind == FieldKind.JunctionIds)
            {
                draft.WhoIds = ReadIds(property.Value);
            }
            else
            {
                draft.Sent[field] = ValueReader.Read(field, property.Value);
            }
        }

        return draft;
    }

    private static List<string> ReadIds(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (json.ValueKind != JsonValueKind.Array)
        {
            throw ApiException.BadJson("Cannot deserialize instance of junctionidlist: an array of ids is needed");
        }

        return [.. json.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : e.GetRawText())];
    }
}
