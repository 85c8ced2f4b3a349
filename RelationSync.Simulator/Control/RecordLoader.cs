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

        RefuseUnknown(org, records);
        using var gate = GateScope.Write(org);
        var caller = org["User"].Rows[0].Id;
        var context = new WriteContext(org, caller, usernames, new Transaction()) { Unchecked = true };
        Dictionary<string, string> refs = new(StringComparer.Ordinal);
        try
        {
            foreach (var group in records.EnumerateObject().OrderBy(Rank))
            {
                var entity = org.Schema[group.Name];
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
        var draft = DraftReader.Read(entity, Resolve(record, refs), everything: true);
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

        if (deleted && context.Org.Find(result.Id!) is { } row)
        {
            row.IsDeleted = true;
        }

        foreach (var lost in Orphaned(context.Org, entity, result.Id!))
        {
            lost.IsDeleted = true;
        }

        if (name is not null)
        {
            refs[name] = result.Id!;
        }
    }

    /// <summary>A role of what is deleted is deleted too.</summary>
    private static IEnumerable<Record> Orphaned(Org org, EntityType entity, string id) =>
        entity.Name == "OpportunityContactRole" && org.Find(id) is { } role && ((string[])["OpportunityId", "ContactId"]).Any(field => role.Text(field) is { } parent && org.Find(parent) is { IsDeleted: true })
            ? [role]
            : [];

    private static void RefuseUnknown(Org org, JsonElement records)
    {
        List<string> unknown = [.. records.EnumerateObject().SelectMany(group => UnknownIn(org, group)).Distinct()];
        if (unknown.Count > 0)
        {
            throw new RecordLoadException($"unknown: {string.Join(", ", unknown)}");
        }
    }

    private static IEnumerable<string> UnknownIn(Org org, JsonProperty group)
    {
        if (!org.Schema.TryEntity(group.Name, out var entity))
        {
            return [group.Name];
        }

        return group.Value.ValueKind == JsonValueKind.Array && group.Value.EnumerateArray().All(r => r.ValueKind == JsonValueKind.Object)
            ? group.Value.EnumerateArray().SelectMany(r => r.EnumerateObject()).Select(p => p.Name).Where(name => name != RefName && !entity.TryStored(name, out _)).Select(name => $"{group.Name}.{name}")
            : throw new RecordLoadException($"{group.Name} must be an array of objects");
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
