using RelationSync.Simulator.Store;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Rest;

internal static class Targets
{
    /// <summary>Updates the record that the draft's own id names.</summary>
    public static SaveResult Update(WriteContext context, Draft draft)
    {
        if (draft.Id is null)
        {
            return SaveResult.Failed("MISSING_ARGUMENT", "Id not specified in an update call", "Id");
        }

        if (!SalesforceId.TryNormalise(draft.Id, out var id) || !id.StartsWith(draft.Entity.KeyPrefix, StringComparison.Ordinal))
        {
            return SaveResult.Failed("MALFORMED_ID", $"{draft.Entity.Name} ID: id value of incorrect type: {draft.Id}", "Id");
        }

        if (!context.Org.TableOf(draft.Entity).TryGet(id, out var row))
        {
            return SaveResult.Failed("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
        }

        return row.IsDeleted ? SaveResult.Failed("ENTITY_IS_DELETED", "entity is deleted") : RecordSaver.Update(context, draft, row);
    }
}
