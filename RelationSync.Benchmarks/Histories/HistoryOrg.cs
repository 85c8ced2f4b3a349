using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;

namespace RelationSync.Benchmarks.Histories;

/// <summary>A small Salesforce: what it has and what it answers, at once. It knows none of our rules.</summary>
internal sealed class HistoryOrg(HistoryOrgKind kind, HistoryClock clock)
{
    private static readonly DateTimeOffset Before = HistoryClock.Start.AddDays(-100);

    private readonly List<SalesforceUser> _users =
    [
        User(HistoryPeople.Connecting[0], "admin1@example.com", "admin1@example.com", "Standard"),
        User(HistoryPeople.Connecting[1], "admin2@example.com", "admin2@example.com", "Standard"),
        User(HistoryPeople.KnownId, HistoryPeople.Known, HistoryPeople.Known, "Standard"),
    ];

    private int _ids;

    /// <summary>In the order that they were made, deleted ones too.</summary>
    public List<HistoryEvent> Events { get; } = [];

    public IReadOnlyList<SalesforceUser> Users => _users;

    /// <summary>Somebody else's, as it says.</summary>
    public void AddStrangers(string subject, DateTimeOffset start, DateTimeOffset end, string description, string? whoId) =>
        Events.Add(new HistoryEvent(NewId("00U"), null, subject, Kept(start), Kept(end), description, HistoryPeople.KnownId, whoId,
            HistoryPeople.KnownId, clock.Now)
        { IsStrangers = true });

    public OrgCapabilities Describe(string user) => new(
        HistoryPeople.OrgId, user, true, kind.HasMarker, new HashSet<string> { "メール", "SMS", "応対メモ", "通話メモ", "LINE" }, false);

    public LookUpAnswer LookUp(LookUpQuestion question, string user)
    {
        var customers = HistoryPeople.Customers.Where(c => c.WhoId is not null
            && (question.Emails.Contains(c.Email, StringComparer.OrdinalIgnoreCase) || question.PhoneSpellings.Contains(c.Phone)));
        var hits = customers.Select(c => new TargetHit(c.WhoId!, c.Email, c.Phone, Before)).ToList();
        return new LookUpAnswer(
            [.. _users.Where(u => question.UserEmails.Contains(u.Email, StringComparer.OrdinalIgnoreCase))],
            question.Contacts ? [.. hits.Where(h => h.Id.StartsWith("003", StringComparison.Ordinal))] : [],
            question.Leads ? [.. hits.Where(h => h.Id.StartsWith("00Q", StringComparison.Ordinal))] : [],
            [],
            [.. Events.Where(e => !e.IsDeleted && Sees(user, e) && IsAsked(question, e)).Select(e => Hit(e, question.Markers.Count > 0))])
        {
            SeesAll = kind.SeesAll && kind.Tells && question.AsksWhetherAllIsSeen,
        };
    }

    public WriteOutcome Write(EventRecord record, bool byMarker, string user)
    {
        var standing = byMarker ? Events.FindIndex(e => !e.IsDeleted && e.Marker == record.Marker) : -1;
        if (standing < 0)
        {
            var id = NewId("00U");
            Events.Add(new HistoryEvent(
                id, byMarker ? record.Marker : null, record.Subject, Kept(record.Start), Kept(record.End), record.Description, record.OwnerId,
                record.WhoIds.Count > 0 ? record.WhoIds[0] : null, user, clock.Now));
            return WriteOutcome.Done(id);
        }

        if (!Sees(user, Events[standing]))
        {
            return Refused(FailureClass.AlreadyDone, "DUPLICATE_VALUE");
        }

        Events[standing] = Events[standing] with
        {
            Subject = record.Subject,
            Start = Kept(record.Start),
            End = Kept(record.End),
            Description = record.Description,
            OwnerId = record.OwnerId,
            WhoId = record.WhoIds.Count > 0 ? record.WhoIds[0] : null,
        };
        return WriteOutcome.Done(Events[standing].Id);
    }

    public WriteOutcome Change(EventChange change, string user)
    {
        var (at, refusal) = Find(change.EventId, user);
        if (refusal is not null)
        {
            return refusal;
        }

        Events[at] = Events[at] with
        {
            OwnerId = change.OwnerId ?? Events[at].OwnerId,
            Start = Kept(change.Start ?? Events[at].Start),
            End = Kept(change.End ?? Events[at].End),
        };
        return WriteOutcome.Done(change.EventId);
    }

    public WriteOutcome Delete(string eventId, string user)
    {
        var (at, refusal) = Find(eventId, user);
        if (refusal is not null)
        {
            return refusal;
        }

        Events[at] = Events[at] with { IsDeleted = true };
        return WriteOutcome.Done(eventId);
    }

    public UserOutcome Create(NewUser user)
    {
        if (_users.Exists(u => u.Username == user.Username))
        {
            return new UserOutcome(null, Failure(FailureClass.Data, "DUPLICATE_USERNAME"));
        }

        if (_users.Count(u => u.UserType is null) == kind.Licences)
        {
            return new UserOutcome(null, Failure(FailureClass.Data, "LICENSE_LIMIT_EXCEEDED"));
        }

        var id = NewId("005");
        _users.Add(new SalesforceUser(id, user.Username, user.Email, true, null, "Salesforce Integration", clock.Now));
        return new UserOutcome(id, null);
    }

    /// <summary>An Event without contact or lead is private to its owner (R-D2).</summary>
    public bool Sees(string user, HistoryEvent its) => kind.SeesAll || its.OwnerId == user || its.WhoId is not null;

    /// <summary>As the org keeps it.</summary>
    public DateTimeOffset Kept(DateTimeOffset time) => kind.CutsSeconds ? time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute)) : time;

    private (int At, WriteOutcome? Refusal) Find(string eventId, string user)
    {
        var at = Events.FindIndex(e => e.Id == eventId);
        return at < 0 ? (at, Refused(FailureClass.Data, "INVALID_CROSS_REFERENCE_KEY"))
            : Events[at].IsDeleted ? (at, Refused(FailureClass.Data, "ENTITY_IS_DELETED"))
            : !Sees(user, Events[at]) ? (at, Refused(FailureClass.Configuration, "INSUFFICIENT_ACCESS_OR_READONLY"))
            : (at, null);
    }

    private static bool IsAsked(LookUpQuestion question, HistoryEvent its) =>
        (its.Marker is { } marker && question.Markers.Contains(marker))
        || (question.EventStarts.Contains(its.Start) && (question.EventsCreatedSince is not { } since || its.CreatedAt >= since));

    private static EventHit Hit(HistoryEvent its, bool withMarker) =>
        new(its.Id, withMarker ? its.Marker : null, its.OwnerId, its.WhoId, its.Subject, its.Start, its.End, its.Description,
            its.CreatedAt)
        { CreatedById = its.CreatedById };

    private string NewId(string prefix) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}0000001{++_ids:D5}AAA");

    private static SalesforceUser User(string id, string username, string email, string type) =>
        new(id, username, email, true, type, "Salesforce", Before);

    private static WriteOutcome Refused(FailureClass what, string code) => WriteOutcome.Failed(Failure(what, code));

    private static SalesforceFailure Failure(FailureClass what, string code) => new(what, code, "", []);
}
