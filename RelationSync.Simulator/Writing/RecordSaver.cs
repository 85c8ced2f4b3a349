using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Writing;

/// <summary>Saves one record at a time: checks it as Salesforce does, stores it, and notes how to undo it.</summary>
internal static class RecordSaver
{
    public static SaveResult Create(WriteContext context, Draft draft, string? id = null)
    {
        var error = draft.Error ?? (context.Unchecked ? null : CheckCreate(context, draft));
        if (error is not null)
        {
            return SaveResult.Failed(error);
        }

        var org = context.Org;
        var entity = draft.Entity;
        var state = new SaveState(context, draft, null, new object?[entity.ValueCount]);
        Take(state);

        error = Prepare(state);
        if (error is not null)
        {
            return SaveResult.Failed(error);
        }

        Stamp(state, creating: true);
        var table = org.TableOf(entity);
        var row = new Record(entity, id ?? org.NextId(entity), state.Values, org.Clock.GetUtcNow()) { WhoIds = state.WhoIds };
        table.Insert(row);
        org.Version++;
        context.Transaction.OnUndo(() =>
        {
            table.Withdraw(row);
            state.Undo();
            org.Version++;
        });
        state.Committed();
        return new SaveResult(row.Id, null, Created: true);
    }

    public static SaveResult Update(WriteContext context, Draft draft, Record row)
    {
        var error = draft.Error ?? CheckUpdate(context, draft, row);
        if (error is not null)
        {
            return SaveResult.Failed(error);
        }

        var org = context.Org;
        var values = new object?[draft.Entity.ValueCount];
        row.Values.CopyTo(values, 0);
        var state = new SaveState(context, draft, row, values);
        Take(state);

        error = Prepare(state);
        if (error is not null)
        {
            return SaveResult.Failed(error);
        }

        Stamp(state, creating: false);
        var (before, whosBefore) = (row.Values, row.WhoIds);
        var table = org.TableOf(draft.Entity);
        table.Replace(row, values);
        row.WhoIds = state.WhoIds;
        row.WriteCount++;
        org.Version++;
        context.Transaction.OnUndo(() =>
        {
            table.Replace(row, before);
            row.WhoIds = whosBefore;
            row.WriteCount--;
            state.Undo();
            org.Version++;
        });
        state.Committed();
        return new SaveResult(row.Id, null);
    }

    public static SaveResult Delete(WriteContext context, string givenId, EntityType? expected = null)
    {
        var org = context.Org;
        if (!SalesforceId.TryNormalise(givenId, out var id) || !org.Schema.TryByPrefix(id, out var entity) || (expected is not null && entity != expected))
        {
            return SaveResult.Failed("MALFORMED_ID", $"malformed id {givenId}");
        }

        if (!org.TableOf(entity).TryGet(id, out var row))
        {
            return SaveResult.Failed("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
        }

        if (row.IsDeleted)
        {
            return SaveResult.Failed("ENTITY_IS_DELETED", "entity is deleted");
        }

        if (!entity.IsDeletable)
        {
            return SaveResult.Failed("INSUFFICIENT_ACCESS_OR_READONLY", $"entity type {entity.Name} does not support delete");
        }

        if (!context.Transaction.Admits(entity))
        {
            return SaveResult.Failed(SaveChecks.MixedDml(entity));
        }

        if (!context.Caller.Edits(row))
        {
            return SaveResult.Failed(SaveChecks.NoAccess());
        }

        foreach (var gone in Deletion.Of(org, row))
        {
            gone.IsDeleted = true;
            context.Transaction.OnUndo(() => gone.IsDeleted = false);
        }

        org.Version++;
        context.Transaction.OnUndo(() => org.Version++);
        return new SaveResult(row.Id, null);
    }

    private static SaveError? CheckCreate(WriteContext context, Draft draft)
    {
        if (draft.Id is not null)
        {
            return new SaveError("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id");
        }

        return SaveChecks.Access(context, draft, f => f.Createable) ?? SaveChecks.MayMake(context, draft) ?? SaveChecks.Required(draft);
    }

    private static SaveError? CheckUpdate(WriteContext context, Draft draft, Record row) =>
        context.Unchecked ? null : SaveChecks.Access(context, draft, f => f.Updateable) ?? SaveChecks.MayEdit(context, row) ?? SaveChecks.RequiredNotCleared(draft);

    private static void Take(SaveState state)
    {
        foreach (var (field, value) in state.Draft.Sent)
        {
            var isId = field.Kind == FieldKind.Reference && value is string;
            state.Values[field.Ordinal] = isId && SalesforceId.TryNormalise((string)value!, out var id) ? id : value;
        }
    }

    private static SaveError? Prepare(SaveState state)
    {
        if (!state.Context.Unchecked)
        {
            var error = SaveChecks.Lengths(state.Draft)
                ?? SaveChecks.Years(state.Draft)
                ?? SaveChecks.Picklists(state)
                ?? SaveChecks.References(state)
                ?? SaveChecks.Unique(state);
            if (error is not null)
            {
                return error;
            }
        }

        return state.Draft.Entity.Name switch
        {
            "Event" => EventRules.Apply(state),
            "User" => UserRules.Apply(state),
            "Task" => TaskRules.Apply(state),
            "Opportunity" => CustomerRules.ApplyOpportunity(state),
            "Contact" or "Lead" => CustomerRules.ApplyPerson(state),
            _ => null,
        };
    }

    private static void Stamp(SaveState state, bool creating)
    {
        var entity = state.Draft.Entity;
        object now = SalesforceTime.Seconds(state.Context.Org.Clock.GetUtcNow().UtcDateTime);
        if (creating)
        {
            state.Default("CreatedDate", now);
            state.Default("CreatedById", state.Context.CallerId);
            state.Default("LastModifiedDate", state["CreatedDate"]);
            state.Default("LastModifiedById", state.Context.CallerId);
            state.Default("SystemModstamp", state["LastModifiedDate"]);
            if (entity.TryField("OwnerId", out _))
            {
                state.Default("OwnerId", state.Context.CallerId);
            }

            foreach (var field in entity.Checkboxes)
            {
                state.Values[field.Ordinal] ??= false;
            }

            return;
        }

        state["LastModifiedDate"] = now;
        state["LastModifiedById"] = state.Context.CallerId;
        state["SystemModstamp"] = now;
    }
}
