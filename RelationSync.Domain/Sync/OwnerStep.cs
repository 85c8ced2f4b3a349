using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>Finds everyone's owner: the operator's user, else a new one on the integration licence, else who connected (R-M2, R-O1 to R-O4).</summary>
internal sealed class OwnerStep(DrainContext context)
{
    private const string NameTaken = "DUPLICATE_USERNAME";

    public async Task AppointAsync(Batch batch, IReadOnlyList<SalesforceUser> users, CancellationToken cancellationToken)
    {
        var items = batch.ToWrite.Concat(batch.ToCorrect).ToList();
        AppointFound(items, users, batch.Recalled(context.Cache));
        foreach (var test in items.Where(i => i.OwnerId is null && i.Action.IsTest))
        {
            test.OwnerId = context.Capabilities!.UserId;
        }

        var orphans = items.Where(i => i.OwnerId is null && i.Operator is not null)
            .GroupBy(i => i.Operator!.Email, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.OrdinalIgnoreCase);
        var guessed = orphans.Where(o => !o.Value.Exists(i => i.Action.Derived!.MayMakeUser)).ToList();
        guessed.ForEach(o => NotMade(batch, o.Key, o.Value));
        var refusedLately = orphans.Except(guessed).Where(o => context.TriedWithin(EpisodeKey.Owner(o.Key), context.Settings.AskAgainInterval)).ToList();
        foreach (var item in refusedLately.SelectMany(o => o.Value).Concat(items.Where(i => i.Operator is null)))
        {
            item.OwnerId = context.Capabilities!.UserId;
        }

        await CreateAsync(batch, [.. orphans.Except(guessed).Except(refusedLately)], cancellationToken);
    }

    private void AppointFound(List<WorkItem> items, IReadOnlyList<SalesforceUser> users, Recollection recalled)
    {
        foreach (var item in items.Where(i => i.Operator is not null))
        {
            var email = item.Operator!.Email;
            if ((recalled.Owner(email) ?? Choose(email, users)?.Id) is { } userId)
            {
                Appoint(item, userId);
            }
        }
    }

    private async Task CreateAsync(Batch batch, IReadOnlyList<KeyValuePair<string, List<WorkItem>>> orphans, CancellationToken cancellationToken)
    {
        if (orphans.Count == 0)
        {
            return;
        }

        var wanted = orphans.Select(o => IntegrationUser.For(o.Value[0].Operator!, context.Capabilities!.OrgId)).ToList();
        var outcomes = await context.Org.CreateUsersAsync(wanted, cancellationToken);
        var made = await MadeMeanwhileAsync([.. orphans.Zip(outcomes).Where(o => o.Second.Failure?.Code == NameTaken).Select(o => o.First.Key)], cancellationToken);
        foreach (var ((email, items), outcome) in orphans.Zip(outcomes))
        {
            if ((outcome.UserId ?? Choose(email, made)?.Id) is { } userId)
            {
                items.ForEach(i => Appoint(i, userId));
            }
            else
            {
                Refused(batch, email, items, outcome.Failure!);
            }
        }
    }

    /// <summary>A guess, a test and a range before the connection burn no licence (R-O3): who connected owns these Events.</summary>
    private void NotMade(Batch batch, string email, List<WorkItem> items)
    {
        items.ForEach(i => i.OwnerId = context.Capabilities!.UserId);
        batch.Result.Episodes.Add(new EpisodeNote(
            EpisodeKey.NoUser(email),
            LogNote.Of(CorrectionMessages.UserNotMade.Text, "OwnerId"),
            items[0].Action.Seq));
    }

    /// <summary>A name that is taken in this very org: another connection to it may have just made the user that we looked for in vain (R-O2).</summary>
    private async Task<IReadOnlyList<SalesforceUser>> MadeMeanwhileAsync(IReadOnlyCollection<string> emails, CancellationToken cancellationToken) =>
        emails.Count == 0 ? [] : (await context.Org.LookUpAsync(new LookUpQuestion { UserEmails = [.. emails.SelectMany(e => OwnerChoice.EmailsOf(e, IsSandbox))] }, cancellationToken)).Users;

    private void Refused(Batch batch, string email, List<WorkItem> items, SalesforceFailure failure)
    {
        if (failure.HoldsUp && failure.WholeCall)
        {
            throw new SalesforceException(failure);
        }

        if (failure.Class is FailureClass.TransientCall or FailureClass.TransientRecord || failure.Certainty is not WriteCertainty.NotWritten)
        {
            // It may have been made all the same: the next look-up by e-mail tells (R-O3).
            items.ForEach(i => context.TryLater(i, failure));
            return;
        }

        context.Begin(EpisodeKey.Owner(email));
        items.ForEach(i => i.OwnerId = context.Capabilities!.UserId);
        batch.Result.Episodes.Add(OwnerRefused(email, failure, items[0].Action.Seq));
    }

    private void Appoint(WorkItem item, string userId)
    {
        item.OwnerId = item.OwnUserId = userId;
        context.Cache.KeepOwner(item.Operator!.Email, userId);
    }

    /// <summary>The operator's own user owns an Event: a refusal that was warned of is over.</summary>
    public static void Taken(DrainContext context, Batch batch, WorkItem item)
    {
        if (item.Operator is not { } person || item.OwnUserId is not { } own || own != item.OwnerId)
        {
            return;
        }

        foreach (var over in new[] { EpisodeKey.Owner(person.Email), EpisodeKey.NoUser(person.Email) }.Where(context.End))
        {
            batch.Result.EndedEpisodes.Add(over);
        }
    }

    private bool IsSandbox => context.Capabilities!.Sandbox ?? false;

    private SalesforceUser? Choose(string email, IReadOnlyCollection<SalesforceUser> users) => OwnerChoice.Choose(email, users, IsSandbox);

    /// <summary>The warning of R-O4, once per operator and connection.</summary>
    public static EpisodeNote OwnerRefused(string email, SalesforceFailure failure, long actionSeq) =>
        new(EpisodeKey.Owner(email), LogNote.Warning(LogCategory.Owner, failure, "OwnerId"), actionSeq);
}
