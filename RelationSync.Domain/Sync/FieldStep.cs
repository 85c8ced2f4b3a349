using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>Leaves out what the connecting user may not write (R-E3), with one warning per field and connection.</summary>
internal sealed class FieldStep(DrainContext context)
{
    /// <summary>Describes Event, and refuses to go on where nothing could be written.</summary>
    public static async Task<OrgCapabilities> DescribeAsync(ISalesforceOrg org, CancellationToken cancellationToken)
    {
        var known = await org.DescribeAsync(cancellationToken);
        return known.Unwritable.Overlaps(EventFields.Required) ? throw new SalesforceException(EventFields.NotWritable(known.Unwritable)) : known;
    }

    /// <summary>Takes note of the fields that a refusal names and the record, or another of its call, bears. Null: there is none.</summary>
    public FailureRemedy? Note(WorkItem item, SalesforceFailure failure, Batch batch)
    {
        var known = context.Capabilities!;
        var named = EventFields.NamedBy(failure);
        var borne = EventFields.Of(item.Record!, known.MarkerField);
        var refused = named.Where(f => borne.Contains(f) || (failure.WholeCall && known.Allows(f))).ToList();
        if (refused.Count == 0 || refused.Intersect(EventFields.Required).Any())
        {
            return null;
        }

        batch.Result.RefusedFields.UnionWith(refused);
        if (EventFields.IsHiddenBy(failure.Code))
        {
            batch.Result.HiddenFields.UnionWith(refused);
        }

        return batch.DescribedAgain ? FailureRemedy.Rewrite : FailureRemedy.DescribeAgain;
    }

    /// <summary>What was refused in this batch is left out from now on.</summary>
    public void LeaveOut(Batch batch)
    {
        if (batch.Result.RefusedFields.Count > 0)
        {
            context.Capabilities = context.Capabilities!.Without(batch.Result.RefusedFields, batch.Result.HiddenFields);
        }
    }

    /// <summary>The record without what may not be written.</summary>
    public EventRecord Without(WorkItem item, EventRecord record)
    {
        item.Episodes.RemoveAll(e => e.Key.Kind == EpisodeKey.Field("").Kind);
        var refused = context.Capabilities!.Unwritable;
        if (refused.Count == 0)
        {
            return record;
        }

        var left = EventFields.Of(record, byMarker: false).Where(refused.Contains).ToHashSet(StringComparer.Ordinal);
        item.Episodes.AddRange(left.Select(f => new EpisodeNote(
            EpisodeKey.Field(f),
            LogNote.Of(EventMessages.FieldNotWritable.With(f), f),
            item.Action.Seq)));
        if (left.Contains(EventFields.WhoId))
        {
            item.Episodes.RemoveAll(e => e.Key == EpisodeKey.SharedActivities);
        }

        return record with
        {
            Type = left.Contains(EventFields.Type) ? null : record.Type,
            Description = left.Contains(EventFields.Description) ? "" : record.Description,
            WhoIds = left.Contains(EventFields.WhoId) ? [] : record.WhoIds,
            WhatId = left.Contains(EventFields.WhatId) ? null : record.WhatId,
            Omitted = left,
        };
    }

    /// <summary>Its fields were taken: what was warned of before is over.</summary>
    public void Taken(Batch batch, EventRecord record) =>
        batch.Result.EndedEpisodes.AddRange(EventFields.Of(record, byMarker: false).Select(EpisodeKey.Field).Where(context.End));
}
