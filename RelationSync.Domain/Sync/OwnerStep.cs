using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;

namespace RelationSync.Domain.Sync;

/// <summary>Finds everyone's owner: the operator's user, else a new one on the integration licence, else who connected (R-O).</summary>
internal sealed class OwnerStep(DrainContext context)
{
    private const string NameTaken = "DUPLICATE_USERNAME";

    public async Task AppointAsync(Batch batch, IReadOnlyList<SalesforceUser> users, CancellationToken cancellationToken)
    {
        var items = batch.ToWrite.ToList();
        AppointFound(batch, items, users);
        var orphans = items.Where(i => i.OwnerId is null && i.Operator is not null)
            .GroupBy(i => i.Operator!.Email, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.OrdinalIgnoreCase);
        var refusedLately = orphans.Where(o => context.TriedWithin(EpisodeKey.Owner(o.Key), context.Settings.OwnerCache)).ToList();
        foreach (var item in refusedLately.SelectMany(o => o.Value).Concat(items.Where(i => i.Operator is null)))
        {
            item.OwnerId = context.Capabilities!.UserId;
        }

        await CreateAsync(batch, [.. orphans.Except(refusedLately)], cancellationToken);
    }

    private void AppointFound(Batch batch, List<WorkItem> items, IReadOnlyList<SalesforceUser> users)
    {
        var byEmail = users.ToLookup(u => u.Email, StringComparer.OrdinalIgnoreCase);
        foreach (var item in items.Where(i => i.Operator is not null))
        {
            var email = item.Operator!.Email;
            item.OwnerId = context.Cache.Owner(email) ?? OwnerChoice.Choose(email, [.. byEmail[email]])?.Id;
            if (item.OwnerId is not null)
            {
                Keep(batch, email, item.OwnerId);
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
            if ((outcome.UserId ?? OwnerChoice.Choose(email, made)?.Id) is { } userId)
            {
                items.ForEach(i => i.OwnerId = userId);
                Keep(batch, email, userId);
            }
            else
            {
                Refused(batch, email, items, outcome.Failure!);
            }
        }
    }

    /// <summary>A name that is taken in this very org: another connection to it may have just made the user that we looked for in vain (R-O2).</summary>
    private async Task<IReadOnlyList<SalesforceUser>> MadeMeanwhileAsync(IReadOnlyCollection<string> emails, CancellationToken cancellationToken) =>
        emails.Count == 0 ? [] : (await context.Org.LookUpAsync(new LookUpQuestion { UserEmails = emails }, cancellationToken)).Users;

    private void Refused(Batch batch, string email, List<WorkItem> items, SalesforceFailure failure)
    {
        if (failure.Class is FailureClass.Limit or FailureClass.AuthorizationGone && failure.WholeCall)
        {
            throw new SalesforceException(failure);
        }

        if (failure.Class is FailureClass.TransientCall or FailureClass.TransientRecord || failure.Certainty is not WriteCertainty.NotWritten)
        {
            // It may have been made all the same: the next look-up by e-mail tells (R-O3).
            items.ForEach(i => i.Again(failure, context.Now + context.Backoff.After(i.Action.Attempts + 1), context.Now));
            return;
        }

        context.Begin(EpisodeKey.Owner(email));
        items.ForEach(i => i.OwnerId = context.Capabilities!.UserId);
        batch.Result.Episodes.Add(OwnerRefused(email, failure, items[0].Action.Seq));
    }

    private void Keep(Batch batch, string email, string userId)
    {
        context.Cache.KeepOwner(email, userId);
        if (context.End(EpisodeKey.Owner(email)))
        {
            batch.Result.EndedEpisodes.Add(EpisodeKey.Owner(email));
        }
    }

    /// <summary>The warning of R-O4, once per operator and connection.</summary>
    public static EpisodeNote OwnerRefused(string email, SalesforceFailure failure, long actionSeq) =>
        new(EpisodeKey.Owner(email), LogNote.Warning(LogCategory.Owner, failure.Code, failure.Message, "OwnerId"), actionSeq);
}
