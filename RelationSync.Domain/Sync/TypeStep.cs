using RelationSync.Domain.ErrorLog;

namespace RelationSync.Domain.Sync;

/// <summary>Sees that the picklist has the labels the batch needs (R-M5). What can't be added costs no Event.</summary>
internal sealed class TypeStep(DrainContext context)
{
    public async Task EnsureAsync(Batch batch, CancellationToken cancellationToken)
    {
        var missing = batch.ToWrite.Select(i => i.Draft!.Type).Distinct(StringComparer.Ordinal)
            .Where(l => !context.Capabilities!.Types.Contains(l, StringComparer.OrdinalIgnoreCase))
            .Where(l => !context.TriedWithin(EpisodeKey.Type(l), context.Settings.OwnerCache))
            .ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var outcome = await context.Org.AddTypesAsync(missing, cancellationToken);
        if (outcome.Types is { } types)
        {
            context.Capabilities = context.Capabilities! with { Types = types };
            batch.Result.Capabilities = context.Capabilities;
            batch.Result.EndedEpisodes.AddRange(missing.Select(EpisodeKey.Type).Where(context.End));
        }
        else
        {
            Refused(batch, missing, outcome.Failure!);
        }
    }

    private void Refused(Batch batch, List<string> missing, SalesforceFailure failure)
    {
        if (failure.Class is FailureClass.Limit or FailureClass.AuthorizationGone)
        {
            throw new SalesforceException(failure);
        }

        var transient = failure.Class is FailureClass.TransientCall or FailureClass.TransientRecord;
        foreach (var item in batch.ToWrite.Where(i => missing.Contains(i.Draft!.Type)).ToList())
        {
            if (!transient)
            {
                context.Begin(EpisodeKey.Type(item.Draft!.Type));
                item.Episodes.Add(TypeRefused(item, failure));
            }
            else if (context.Capabilities!.TypeRestricted)
            {
                // Written now, it would lose its Type for a passing reason.
                item.Again(failure, context.Now + context.Backoff.After(item.Action.Attempts + 1), context.Now);
            }
        }
    }

    /// <summary>The one warning per label and connection.</summary>
    public static EpisodeNote TypeRefused(WorkItem item, SalesforceFailure failure) =>
        new(EpisodeKey.Type(item.Draft!.Type), LogNote.Warning(LogCategory.Type, failure.Code, failure.Message, "Type"), item.Action.Seq);
}
