using System.Text.RegularExpressions;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;

namespace RelationSync.Tests.Support;

/// <summary>An org in memory behind the drain's port, for what needs a clock that can be turned; all else runs against the simulator.</summary>
internal sealed class FakeSalesforceOrg(TimeProvider clock) : ISalesforceOrg
{
    private readonly Lock _gate = new();
    private int _ids;

    public int Calls { get; private set; }

    public OrgCapabilities Capabilities { get; set; } = new(
        "00D000000000001AAA", "005000000000001AAA", true, false, new HashSet<string> { "メール", "SMS", "応対メモ", "通話メモ", "LINE" }, false);

    public List<SalesforceUser> Users { get; } = [];

    public List<TargetHit> Contacts { get; } = [];

    public List<TargetHit> Leads { get; } = [];

    public List<OpportunityRole> Roles { get; } = [];

    public List<(string Id, EventRecord Record, DateTimeOffset CreatedDate)> Events { get; } = [];

    /// <summary>Who made an Event, by its id.</summary>
    public Dictionary<string, string> CreatedBy { get; } = new(StringComparer.Ordinal);

    /// <summary>The connecting user has View All Data.</summary>
    public bool SeesAll { get; set; } = true;

    /// <summary>Of the Events, where it hasn't: which it sees.</summary>
    public Func<EventRecord, bool> Sees { get; set; } = _ => true;

    /// <summary>What the org keeps of an Event's times.</summary>
    public Func<EventRecord, EventRecord> Keeps { get; set; } = r => r;

    /// <summary>Ids in the bin.</summary>
    public HashSet<string> Bin { get; } = new(StringComparer.Ordinal);

    /// <summary>What becomes of a delete: its failure, and whether it was done all the same.</summary>
    public Func<string, (SalesforceFailure Failure, bool Done)?> DeleteFailure { get; set; } = _ => null;

    public List<IReadOnlyList<string>> Deletes { get; } = [];

    public List<LookUpQuestion> Questions { get; } = [];

    public List<IReadOnlyList<EventRecord>> Writes { get; } = [];

    /// <summary>Before anything else, at every call but writes.</summary>
    public Func<SalesforceFailure?> CallFailure { get; set; } = () => null;

    /// <summary>Why there is no access token.</summary>
    public Func<SalesforceFailure?> ConnectFailure { get; set; } = () => null;

    /// <summary>Whether a record is refused, and how.</summary>
    public Func<EventRecord, SalesforceFailure?> Refusal { get; set; } = _ => null;

    /// <summary>Whether the whole write fails; the second value says whether it was done all the same.</summary>
    public Func<(SalesforceFailure Failure, bool Done)?> WriteFailure { get; set; } = () => null;

    /// <summary>Of a write that was done: when its answer comes.</summary>
    public Func<IReadOnlyList<EventRecord>, Task> Answering { get; set; } = _ => Task.CompletedTask;

    public Func<NewUser, UserOutcome> CreateUser { get; set; } = _ =>
        new UserOutcome(null, new SalesforceFailure(FailureClass.Data, "LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded", []));

    public Func<IReadOnlyCollection<string>, TypesOutcome> AddTypes { get; set; } = _ =>
        new TypesOutcome(null, new SalesforceFailure(FailureClass.Configuration, "INSUFFICIENT_ACCESS", "no", []));

    public Task ConnectAsync(CancellationToken cancellationToken) =>
        ConnectFailure() is { } failure ? throw new SalesforceException(failure) : Task.CompletedTask;

    public Task<OrgCapabilities> DescribeAsync(CancellationToken cancellationToken)
    {
        Call();
        return Task.FromResult(Capabilities);
    }

    public Task<LookUpAnswer> LookUpAsync(LookUpQuestion question, CancellationToken cancellationToken)
    {
        Call();
        Questions.Add(question);
        return Task.FromResult(new LookUpAnswer(
            [.. Users.Where(u => question.UserEmails.Contains(u.Email, StringComparer.OrdinalIgnoreCase))],
            question.Contacts ? [.. Contacts.Where(c => Asked(question, c))] : [],
            question.Leads ? [.. Leads.Where(c => Asked(question, c))] : [],
            question.Opportunities ? [.. Roles] : [],
            [.. Events.Where(e => SeesAll || Sees(e.Record)).Where(e => question.EventStarts.Contains(e.Record.Start) || question.Markers.Contains(e.Record.Marker))
                .Select(e => new EventHit(e.Id, Capabilities.MarkerField && e.Record.Marker != Guid.Empty ? e.Record.Marker : null, e.Record.OwnerId, e.Record.WhoIds.Count > 0 ? e.Record.WhoIds[0] : null, e.Record.Subject, e.Record.Start, e.Record.End, e.Record.Description, e.CreatedDate) { CreatedById = CreatedBy.GetValueOrDefault(e.Id) })])
        {
            SeesAll = SeesAll && question.AsksWhetherAllIsSeen,
        });
    }

    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(
        IReadOnlyList<EventRecord> records, bool byMarker, int recordsPerCollection, CancellationToken cancellationToken)
    {
        var outcomes = Write(records, byMarker);
        await Answering(records);
        return outcomes;
    }

    /// <summary>What becomes of a change: its failure, and whether it was done all the same.</summary>
    public Func<EventChange, (SalesforceFailure Failure, bool Done)?> ChangeFailure { get; set; } = _ => null;

    public List<IReadOnlyList<EventChange>> Changes { get; } = [];

    public Task<IReadOnlyList<WriteOutcome>> ChangeAsync(IReadOnlyList<EventChange> changes, CancellationToken cancellationToken)
    {
        Call();
        Changes.Add(changes);
        return Task.FromResult<IReadOnlyList<WriteOutcome>>([.. changes.Select(Change)]);
    }

    private WriteOutcome Change(EventChange change)
    {
        var failure = ChangeFailure(change);
        if (failure is { Done: false })
        {
            return WriteOutcome.Failed(failure.Value.Failure);
        }

        if (Events.FindIndex(e => e.Id == change.EventId) is not (var at and >= 0))
        {
            return WriteOutcome.Failed(new SalesforceFailure(FailureClass.Data, Bin.Contains(change.EventId) ? "ENTITY_IS_DELETED" : "INVALID_CROSS_REFERENCE_KEY", "", []));
        }

        var record = Events[at].Record;
        Events[at] = Events[at] with
        {
            Record = record with { OwnerId = change.OwnerId ?? record.OwnerId, Start = change.Start ?? record.Start, End = change.End ?? record.End },
        };
        return failure is { } lost ? WriteOutcome.Failed(lost.Failure) : WriteOutcome.Done(change.EventId);
    }

    public Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<string> eventIds, CancellationToken cancellationToken)
    {
        Call();
        Deletes.Add(eventIds);
        return Task.FromResult<IReadOnlyList<WriteOutcome>>([.. eventIds.Select(Delete)]);
    }

    public Task<IReadOnlyList<UserOutcome>> CreateUsersAsync(IReadOnlyList<NewUser> users, CancellationToken cancellationToken)
    {
        Call();
        return Task.FromResult<IReadOnlyList<UserOutcome>>([.. users.Select(CreateUser)]);
    }

    public Task<TypesOutcome> AddTypesAsync(IReadOnlyCollection<string> labels, CancellationToken cancellationToken)
    {
        Call();
        return Task.FromResult(AddTypes(labels));
    }

    /// <summary>A unique field's value that another record has.</summary>
    public static SalesforceFailure Duplicate(string id) => new(
        FailureClass.AlreadyDone, "DUPLICATE_VALUE", $"duplicate value found: {id} duplicates value on record with id: {id}", []);

    private WriteOutcome Delete(string id)
    {
        var failure = DeleteFailure(id);
        if (failure is { Done: false })
        {
            return WriteOutcome.Failed(failure.Value.Failure);
        }

        var stood = Events.RemoveAll(e => e.Id == id) > 0;
        var refused = stood ? null : Bin.Contains(id) ? "ENTITY_IS_DELETED" : "INVALID_CROSS_REFERENCE_KEY";
        if (stood)
        {
            Bin.Add(id);
        }

        return failure is { } lost ? WriteOutcome.Failed(lost.Failure)
            : refused is null ? WriteOutcome.Done(id)
            : WriteOutcome.Failed(new SalesforceFailure(FailureClass.Data, refused, "", []));
    }

    private static bool Asked(LookUpQuestion question, TargetHit hit) =>
        question.Emails.Contains(hit.Email ?? "", StringComparer.OrdinalIgnoreCase)
        || question.PhoneSpellings.Contains(hit.Phone ?? "")
        || question.PhonePatterns.Any(pattern => IsLike(hit.Phone ?? "", pattern));

    private static bool IsLike(string text, string pattern) =>
        Regex.IsMatch(text, $"^{string.Join(".*", pattern.Split('%').Select(Regex.Escape))}$", RegexOptions.Singleline);

    private void Call()
    {
        Calls++;
        if (CallFailure() is { } failure)
        {
            throw new SalesforceException(failure);
        }
    }

    private IReadOnlyList<WriteOutcome> Write(IReadOnlyList<EventRecord> records, bool byMarker)
    {
        lock (_gate)
        {
            Calls++;
            Writes.Add(records);
            var failure = WriteFailure();
            IReadOnlyList<WriteOutcome> outcomes = failure is { Done: false } ? [] : [.. records.Select(r => Write(r, byMarker))];
            return failure is { } f ? [.. records.Select(_ => WriteOutcome.Failed(f.Failure))] : outcomes;
        }
    }

    private WriteOutcome Write(EventRecord record, bool byMarker)
    {
        if (Refusal(record) is { } failure)
        {
            return WriteOutcome.Failed(failure);
        }

        if (byMarker && Events.FindIndex(e => e.Record.Marker == record.Marker) is var at and >= 0)
        {
            if (!SeesAll && !Sees(Events[at].Record))
            {
                return WriteOutcome.Failed(Duplicate("<unknown>"));
            }

            Events[at] = Events[at] with { Record = record };
            return WriteOutcome.Done(Events[at].Id);
        }

        var id = $"00U{++_ids:D12}AAA";
        Events.Add((id, Keeps(record), clock.GetUtcNow()));
        CreatedBy[id] = Capabilities.UserId;
        return WriteOutcome.Done(id);
    }
}
