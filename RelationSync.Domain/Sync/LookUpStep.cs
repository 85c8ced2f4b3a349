using RelationSync.Domain.Connections;
using RelationSync.Domain.Events;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Sync;

/// <summary>Asks Salesforce for all that a batch wants to know and the cache doesn't: one question, and one more for odd numbers (R-W7).</summary>
internal sealed class LookUpStep(DrainContext context)
{
    private bool WantsContacts => context.Connection.Targets is not TargetKind.Lead;

    private bool WantsLeads => context.Connection.Targets is not TargetKind.Contact;

    private bool WantsRoles => WantsContacts && context.Connection.LinkOpportunities;

    /// <summary>Looks up and hands out targets; answers users and Events of unknown outcome.</summary>
    public async Task<LookUpAnswer> AskAsync(Batch batch, CancellationToken cancellationToken)
    {
        var writing = batch.ToWrite.ToList();
        var doubts = batch.InDoubt.ToList();
        var keys = UnknownKeys(writing, batch.Recalled(context.Cache));
        var question = Question(keys, KeyStage.Exact) with
        {
            UserEmails = [.. writing.Concat(batch.ToCorrect).Select(i => i.Operator?.Email).OfType<string>().Where(e => batch.Recalled(context.Cache).Owner(e) is null)
                .SelectMany(e => OwnerChoice.EmailsOf(e, context.Capabilities!.Sandbox ?? false)).Distinct(StringComparer.OrdinalIgnoreCase)],
            Markers = context.Capabilities!.MarkerField ? [.. doubts.Select(i => i.Action.Id)] : [],
            EventStarts = [.. doubts.SelectMany(i => i.MayHaveSent).SelectMany(Starts).Distinct()],
            EventsCreatedSince = doubts.Count == 0 ? null : doubts.Min(i => i.SentAt ?? context.Now) - TimeSpan.FromDays(1),
            AsksWhetherAllIsSeen = doubts.Count > 0,
        };
        var answer = await AskAsync(question, cancellationToken);
        var targets = await FindOddNumbersAsync(keys, answer, cancellationToken);
        Remember(keys, targets);
        HandOut(writing, targets, batch.Recalled(context.Cache));
        return answer;
    }

    /// <summary>Looks up again, from Salesforce alone, what a refused write had from the cache.</summary>
    public async Task AskAgainAsync(IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            context.Cache.Forget(item.Keys, item.WhoIds);
        }

        var recalled = new Recollection(context.Cache);
        var keys = UnknownKeys(items, recalled);
        var answer = await AskAsync(Question(keys, KeyStage.Exact), cancellationToken);
        var targets = await FindOddNumbersAsync(keys, answer, cancellationToken);
        Remember(keys, targets);
        HandOut(items, targets, recalled);
    }

    private async Task<LookUpAnswer> AskAsync(LookUpQuestion question, CancellationToken cancellationToken) =>
        question.IsEmpty ? LookUpAnswer.Nothing : await context.Org.LookUpAsync(question, cancellationToken);

    /// <summary>Numbers that no exact spelling found are asked with LIKE; all others, never (R-W7).</summary>
    private async Task<Found> FindOddNumbersAsync(IReadOnlyCollection<CustomerKey> keys, LookUpAnswer answer, CancellationToken cancellationToken)
    {
        var found = new Found(answer.Contacts, answer.Leads, answer.Roles);
        // A lead that was found says nothing of the contacts, and contacts come first (R-W10).
        var first = WantsContacts ? found.Contacts : found.Leads;
        var missing = keys.Where(k => k.Kind is CustomerKeyKind.Phone && first.IdsOf(k).Count == 0).ToList();
        if (missing.Count == 0)
        {
            return found;
        }

        var odd = await AskOddAsync(missing, cancellationToken);
        return new Found([.. answer.Contacts, .. odd.Contacts], [.. answer.Leads, .. odd.Leads], [.. answer.Roles, .. odd.Roles]);
    }

    /// <summary>A LIKE scans the whole org; where that is too much even for one number, the Events are made without it rather than never.</summary>
    private async Task<LookUpAnswer> AskOddAsync(IReadOnlyCollection<CustomerKey> numbers, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(Question(numbers, KeyStage.Like), cancellationToken);
        }
        catch (SalesforceException e) when (e.Failure.Class is FailureClass.Split)
        {
            return LookUpAnswer.Nothing;
        }
    }

    private LookUpQuestion Question(IReadOnlyCollection<CustomerKey> keys, KeyStage stage)
    {
        var phones = keys.Where(k => k.Kind is CustomerKeyKind.Phone).Select(k => k.Value).ToList();
        return new LookUpQuestion
        {
            Emails = [.. keys.Where(k => k.Kind is CustomerKeyKind.Email).SelectMany(k => EmailAddress.Spellings(k.Value))],
            PhoneSpellings = stage is KeyStage.Exact ? [.. phones.SelectMany(PhoneSpellings.Of).Distinct(StringComparer.Ordinal)] : [],
            PhonePatterns = stage is KeyStage.Like ? [.. phones.SelectMany(PhoneSpellings.LikePatterns).Distinct(StringComparer.Ordinal)] : [],
            Contacts = WantsContacts,
            Leads = WantsLeads,
            Opportunities = WantsRoles,
        };
    }

    /// <summary>
    /// Keys whose answer isn't remembered; also those whose first contact's Opportunities aren't: that a later one has some
    /// doesn't say that the first still has none, and the first goes before (R-M9).
    /// </summary>
    private HashSet<CustomerKey> UnknownKeys(IEnumerable<WorkItem> items, Recollection recalled) =>
        [.. items.SelectMany(i => i.Keys).Where(k => !Known(k, recalled))];

    private bool Known(CustomerKey key, Recollection recalled)
    {
        var contacts = WantsContacts ? recalled.Contacts(key) : null;
        if (contacts is not null)
        {
            // Of all, so that those of later contacts are kept too.
            return !WantsRoles || contacts.Select(recalled.Roles).ToList()[0] is not null;
        }

        return context.Connection.Targets is TargetKind.Lead && recalled.Leads(key) is not null;
    }

    private void Remember(IEnumerable<CustomerKey> keys, Found found)
    {
        foreach (var key in keys)
        {
            context.Cache.KeepContacts(key, found.Contacts.IdsOf(key));
            context.Cache.KeepLeads(key, found.Leads.IdsOf(key));
        }

        foreach (var (contactId, roles) in found.Roles)
        {
            context.Cache.KeepRoles(contactId, roles);
        }

        foreach (var (contactId, accountId) in found.Accounts)
        {
            context.Cache.KeepAccount(contactId, accountId);
        }
    }

    private void HandOut(IReadOnlyList<WorkItem> items, Found found, Recollection recalled)
    {
        var keys = items.SelectMany(i => i.Keys).ToHashSet();
        var cached = keys.Where(k => found.Contacts.IdsOf(k).Count == 0 && found.Leads.IdsOf(k).Count == 0).ToList();
        var contacts = found.Contacts.With(Remembered(cached, recalled.Contacts));
        var leads = found.Leads.With(Remembered(cached, recalled.Leads));
        var fromCache = cached.Where(k => contacts.IdsOf(k).Count > 0 || leads.IdsOf(k).Count > 0).ToHashSet();
        foreach (var item in items)
        {
            var chosen = TargetChoice.Choose(context.Connection.Targets, item.Keys, contacts, leads);
            item.FromCache = item.Keys.Any(fromCache.Contains);
            item.WhoIds = chosen.LeadId is { } lead ? [lead] : chosen.ContactIds;
            item.LeftOut = chosen.LeftOut;
            item.AccountId = chosen.ContactIds.Count > 0 ? found.Accounts.GetValueOrDefault(chosen.ContactIds[0]) ?? context.Cache.Account(chosen.ContactIds[0]) : null;
            item.WhatId = WantsRoles
                ? OpportunityChoice.Choose(chosen.ContactIds, [.. chosen.ContactIds.SelectMany(id => found.RolesOf(id) ?? recalled.Roles(id) ?? [])])
                : null;
        }
    }

    private static IEnumerable<KeyValuePair<CustomerKey, IReadOnlyList<string>>> Remembered(
        IEnumerable<CustomerKey> keys, Func<CustomerKey, IReadOnlyList<string>?> cache) =>
        keys.Select(k => KeyValuePair.Create(k, cache(k) ?? [])).Where(p => p.Value.Count > 0);

    /// <summary>A write in doubt may have been cut to any length that an org allows (R-M10), and the org may keep seconds or cut them.</summary>
    private static IEnumerable<DateTimeOffset> Starts(EventDraft draft) =>
        EventCeiling.Starts(draft).SelectMany(start => (IEnumerable<DateTimeOffset>)[start, new DateTimeOffset(EventFingerprint.MinuteOf(start) * TimeSpan.TicksPerMinute, TimeSpan.Zero)]);

    private enum KeyStage
    {
        Exact,
        Like,
    }

    private sealed class Found(IReadOnlyList<TargetHit> contacts, IReadOnlyList<TargetHit> leads, IReadOnlyList<OpportunityRole> roles)
    {
        public TargetIndex Contacts { get; } = TargetIndex.Of(contacts);

        public TargetIndex Leads { get; } = TargetIndex.Of(leads);

        public IReadOnlyDictionary<string, IReadOnlyList<OpportunityRole>> Roles { get; } =
            roles.GroupBy(r => r.ContactId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<OpportunityRole>)[.. g], StringComparer.Ordinal);

        public IReadOnlyDictionary<string, string> Accounts { get; } = contacts.Where(c => c.AccountId is not null).DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.AccountId!, StringComparer.Ordinal);

        public IReadOnlyList<OpportunityRole>? RolesOf(string contactId) => Roles.GetValueOrDefault(contactId);
    }
}
