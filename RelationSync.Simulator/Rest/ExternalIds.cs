using RelationSync.Simulator.Access;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Rest;

internal static class ExternalIds
{
    public static bool IsExternalId(FieldType field) => field.Kind == FieldKind.Id || field.Is(FieldTraits.ExternalId);

    /// <summary>Rows that stand, carry this value and are seen by the caller: no other is matched.</summary>
    public static List<Record> Find(Caller caller, EntityType entity, FieldType field, string value)
    {
        var table = caller.Org.TableOf(entity);
        if (field.Kind == FieldKind.Id)
        {
            return SalesforceId.TryNormalise(value, out var id) && table.TryGet(id, out var row) && !row.IsDeleted && caller.Sees(row) ? [row] : [];
        }

        return table.TryIndex(field, out var index) ? [.. index.Find(value).Where(r => !r.IsDeleted && caller.Sees(r))] : [];
    }

    public static SaveResult Upsert(WriteContext context, Draft draft, FieldType key)
    {
        if (key.Kind == FieldKind.Id)
        {
            return UpsertById(context, draft);
        }

        if (draft.Id is not null)
        {
            return SaveResult.Failed("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an upsert by another field", "Id");
        }

        if (draft.Sent.GetValueOrDefault(key) is not string value)
        {
            return SaveResult.Failed("MISSING_ARGUMENT", $"{key.Name} not specified", key.Name);
        }

        var there = Find(context.Caller, draft.Entity, key, value);
        return there.Count switch
        {
            0 => RecordSaver.Create(context, draft),
            1 => RecordSaver.Update(context, draft, there[0]),
            _ => SaveResult.Failed("DUPLICATE_EXTERNAL_ID", $"{key.Name}: more than one record found for external id field: [{string.Join(", ", there.Select(r => r.Id))}]", key.Name),
        };
    }

    private static SaveResult UpsertById(WriteContext context, Draft draft) =>
        draft.Id is null ? RecordSaver.Create(context, draft) : Targets.Update(context, draft);
}
