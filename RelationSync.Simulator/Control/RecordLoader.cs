using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Control;

/// <summary>Stores records as a test gives them: without rules, with their own ids and dates, and with <c>"@ref"</c> names.</summary>
internal static class RecordLoader
{
    private const string RefName = "@ref";

    /// <summary>Whatever order a test writes them in, what others point to comes first.</summary>
    private static readonly string[] Order = ["User", "Account", "Contact", "Opportunity", "Lead"];

    public static Dictionary<string, string> Load(Org org, UsernameRegistry usernames, JsonElement records)
    {
        if (records.ValueKind != JsonValueKind.Object)
        {
            throw new RecordLoadException("an object of arrays by object name is needed");
        }

        using var gate = GateScope.Write(org);
        var caller = org["User"].Rows[0].Id;
        var context = new WriteContext(org, caller, usernames, new Transaction()) { Unchecked = true };
        Dictionary<string, string> refs = new(StringComparer.Ordinal);
        try
        {
            foreach (var group in records.EnumerateObject().OrderBy(Rank))
            {
                var entity = org.Schema.TryEntity(group.Name, out var known) ? known : throw new RecordLoadException($"no object {group.Name}");
                foreach (var record in group.Value.EnumerateArray())
                {
                    Add(context, entity, record, refs);
                }
            }
        }
        catch (Exception problem) when (problem is RecordLoadException or ApiException or InvalidOperationException)
        {
            context.Transaction.Rollback();
            throw new RecordLoadException(problem.Message);
        }

        LicenceCounter.Recount(org);
        return refs;
    }

    private static int Rank(JsonProperty group)
    {
        var rank = Array.IndexOf(Order, group.Name);
        return rank < 0 ? Order.Length : rank;
    }

    private static void Add(WriteContext context, EntityType entity, JsonElement record, Dictionary<string, string> refs)
    {
        var name = record.TryGetProperty(RefName, out var given) ? given.GetString() : null;
        var draft = DraftReader.Read(entity, Resolve(record, refs));
        var id = draft.Id is null ? null
            : SalesforceId.TryNormalise(draft.Id, out var normal) ? normal
            : throw new RecordLoadException($"{draft.Id} is not an id");
        if (id is not null && context.Org.TableOf(entity).TryGet(id, out _))
        {
            throw new RecordLoadException($"there is already a record {id}");
        }

        var deleted = draft.Sent.Remove(entity["IsDeleted"], out var flag) && flag is true;
        var result = RecordSaver.Create(context, draft, id);
        if (result.Error is { } error)
        {
            throw new RecordLoadException($"{entity.Name}: {error.StatusCode}: {error.Message}");
        }

        if (deleted && context.Org.TableOf(entity).TryGet(result.Id!, out var row))
        {
            row.IsDeleted = true;
        }

        if (name is not null)
        {
            refs[name] = result.Id!;
        }
    }

    /// <summary>Puts ids where <c>"@c1"</c> stands. A name nobody has is left alone: it may be a text.</summary>
    private static JsonElement Resolve(JsonElement record, Dictionary<string, string> refs)
    {
        JsonObject resolved = [];
        foreach (var property in record.EnumerateObject().Where(p => p.Name != RefName))
        {
            resolved[property.Name] = Resolve(JsonNode.Parse(property.Value.GetRawText()), refs);
        }

        return JsonSerializer.SerializeToElement(resolved);
    }

    private static JsonNode? Resolve(JsonNode? value, Dictionary<string, string> refs) => value switch
    {
        JsonArray list => new JsonArray([.. list.Select(item => Resolve(item?.DeepClone(), refs))]),
        JsonValue leaf when leaf.TryGetValue<string>(out var text) && text.StartsWith('@') && refs.TryGetValue(text[1..], out var id) => id,
        _ => value,
    };
}
