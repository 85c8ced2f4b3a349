using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>
/// Sees that the picklist has the labels the batch needs (R-M5). What can't be added costs no Event; after a passing failure
/// the Event waits, and both are tried again.
/// </summary>
internal sealed class TypeStep(DrainContext context)
{
    private const int UnknownTries = 3;

    public async Task EnsureAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (context.Capabilities!.Unwritable.Contains(EventFields.Type))
        {
            return;
        }

        var missing = batch.ToWrite.Where(i => !context.Capabilities.HasType(i.Draft!.Type)).GroupBy(i => i.Draft!.Type, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList());
        var refusedLately = missing.Keys.Where(l => context.TriedWithin(EpisodeKey.Type(l), context.Settings.AskAgainInterval)).ToList();
        foreach (var item in refusedLately.SelectMany(l => missing[l]))
        {
            Warn(item);
        }

        await AddAsync(batch, [.. missing.Where(m => !refusedLately.Contains(m.Key)).SelectMany(m => m.Value)], cancellationToken);
    }

    private async Task AddAsync(Batch batch, IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return;
        }

        var labels = items.Select(i => i.Draft!.Type).Distinct(StringComparer.Ordinal).ToList();
        var outcome = await context.Org.AddTypesAsync(labels, cancellationToken);
        if (outcome.Types is { } types)
        {
            context.Capabilities = context.Capabilities! with { Types = types };
            batch.Result.Types = types;
            batch.Result.EndedEpisodes.AddRange(labels.Select(EpisodeKey.Type).Where(context.End));
            return;
        }

        var failure = outcome.Failure!;
        if (failure.HoldsUp)
        {
            throw new SalesforceException(failure);
        }

        foreach (var item in items)
        {
            Refused(item, failure);
        }
    }

    private void Refused(WorkItem item, SalesforceFailure failure)
    {
        if (IsPassing(item, failure))
        {
            context.TryLater(item, failure);
            return;
        }

        context.Begin(TypeRefused(item, failure));
        Warn(item);
    }

    private static bool IsPassing(WorkItem item, SalesforceFailure failure) => failure.Class switch
    {
        FailureClass.TransientCall or FailureClass.TransientRecord or FailureClass.Split => true,
        FailureClass.Unknown => item.Action.Attempts + 1 < UnknownTries,
        _ => false,
    };

    /// <summary>Whichever of them comes to stand first bears the warning; one that was logged in an earlier drain has none here.</summary>
    private void Warn(WorkItem item)
    {
        if (context.NoteOf(EpisodeKey.Type(item.Draft!.Type)) is { } note)
        {
            item.Episodes.Add(note with { ActionSeq = item.Action.Seq });
        }
    }

    /// <summary>The one warning per label and connection.</summary>
    public static EpisodeNote TypeRefused(WorkItem item, SalesforceFailure failure) =>
        new(EpisodeKey.Type(item.Draft!.Type), LogNote.Warning(LogCategory.Type, failure, "Type"), item.Action.Seq);
}
