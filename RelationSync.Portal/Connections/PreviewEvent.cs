using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.Connections;

/// <summary>Shows what would become of an operation: mapped by the rules, looked up in the org, written nowhere.</summary>
internal sealed class PreviewEvent(SalesforceOrgs orgs, TimeProvider time)
{
    private static readonly TimeSpan SampleLength = TimeSpan.FromMinutes(12);

    public async Task<EventPreview> RunAsync(
        Guid authorizationId, TargetKind targets, bool linkOpportunities, TimeZoneInfo zone, SampleOperation sample, CancellationToken cancellationToken)
    {
        var session = orgs.SessionFor(authorizationId, null);
        var org = orgs.Open(session);
        var content = Content(sample);
        var keys = CustomerKeys.Of(content);
        var known = await org.DescribeAsync(cancellationToken);
        var question = Question(keys, targets, linkOpportunities, exact: true) with { UserEmails = sample.Operator.Length == 0 ? [] : OwnerChoice.EmailsOf(sample.Operator, known.Sandbox ?? false) };
        var answer = await org.LookUpAsync(question, cancellationToken);
        var found = answer.Contacts.Count + answer.Leads.Count > 0
            ? answer
            : await org.LookUpAsync(Question(keys, targets, linkOpportunities, exact: false), cancellationToken);
        var chosen = TargetChoice.Choose(targets, keys, found.Contacts, found.Leads);
        var owner = OwnerChoice.Choose(sample.Operator, answer.Users, known.Sandbox ?? false);
        var opportunity = linkOpportunities ? OpportunityChoice.Choose(chosen.ContactIds, found.Roles) : null;
        string?[] named = [owner?.Id, opportunity, chosen.LeadId, .. chosen.ContactIds];
        return new EventPreview(
            EventMapper.Map(content, zone),
            owner?.Username,
            [.. chosen.ContactIds.Select(id => Record(found.Contacts, id))],
            chosen.LeadId is { } lead ? Record(found.Leads, lead) : null,
            opportunity,
            OnlyPrimary: !known.SharedActivities && chosen.ContactIds.Count > 1)
        {
            OwnerId = owner?.Id,
            Names = await new RecordNames(session).OfAsync([.. named.OfType<string>()], cancellationToken),
        };
    }

    private static LookUpQuestion Question(IReadOnlyList<CustomerKey> keys, TargetKind targets, bool linkOpportunities, bool exact)
    {
        var phones = keys.Where(k => k.Kind is CustomerKeyKind.Phone).Select(k => k.Value).ToList();
        return new LookUpQuestion
        {
            Emails = exact ? [.. keys.Where(k => k.Kind is CustomerKeyKind.Email).SelectMany(k => EmailAddress.Spellings(k.Value))] : [],
            PhoneSpellings = exact ? [.. phones.SelectMany(PhoneSpellings.Of)] : [],
            PhonePatterns = exact ? [] : [.. phones.SelectMany(PhoneSpellings.LikePatterns)],
            Contacts = targets is not TargetKind.Lead,
            Leads = targets is not TargetKind.Contact,
            Opportunities = targets is not TargetKind.Lead && linkOpportunities,
        };
    }

    private ActionContent Content(SampleOperation sample)
    {
        var channel = Channel.Find(sample.Channel) ?? Channel.Mail;
        var end = time.GetUtcNow();
        var start = end - SampleLength;
        var customer = sample.Customer.Contains('@', StringComparison.Ordinal)
            ? new CustomerReference(sample.Customer, null)
            : new CustomerReference(null, sample.Customer);
        var isChat = channel.Family is ChannelFamily.Chat;
        return new ActionContent(
            channel,
            sample.Subject,
            isChat ? null : sample.Body,
            BodyFormat.Text,
            isChat ? [new Bubble(start, sample.Customer, sample.Body)] : [],
            start,
            end,
            sample.Operator.Length == 0 ? null : new Operator(sample.Operator, null),
            [customer]);
    }

    private static FoundRecord Record(IReadOnlyList<TargetHit> hits, string id) =>
        hits.Where(h => h.Id == id).Select(h => new FoundRecord(h.Id, h.Email, h.Phone)).First();
}
