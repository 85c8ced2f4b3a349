using System.Security.Cryptography;
using System.Text;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Figures;

/// <summary>The operations of a random store: kept ones, and what the intake counted of all.</summary>
internal sealed class RandomOperations(TestStore store, int seed)
{
    private static readonly string[] Errors = ["", "is required", "must be text"];

    private readonly Random _random = new(~seed);
    private readonly Dictionary<(long Inbox, DateTimeOffset Minute), IntakeMinute> _minutes = [];
    private readonly Dictionary<RejectedRequestKey, RejectedRequestRow> _refusals = [];
    private int _number;

    /// <summary>One or two that an action has used.</summary>
    public void AddOf(SyncAction action)
    {
        for (var i = _random.Next(1, 3); i > 0; i--)
        {
            Keep(action.InboxId, action.ActivityKey, isCounted: !action.IsTest);
        }

        if (action.IsTest)
        {
            return; // counted in no figure (R-T15)
        }

        // Made today, whenever it arrived: days of actions are by Seq.
        var made = Minute(action.InboxId, TestStore.Now);
        made.ActionsMade++;
        made.FirstActionSeq ??= action.Seq;
    }

    /// <summary>Held ones, and some that aren't kept.</summary>
    public void AddOthers(Inbox inbox)
    {
        for (var i = _random.Next(4); i > 0; i--)
        {
            Keep(inbox.Id, Hash($"{inbox.Key} held {i}"), isCounted: true);
        }

        for (var i = _random.Next(1, 12); i > 0; i--)
        {
            var at = Ago();
            var minute = Minute(inbox.Id, at);
            var repeats = _random.Next(3);
            minute.Repeats += repeats;
            minute.Received += repeats;
            for (var rejected = _random.Next(3); rejected > 0; rejected--)
            {
                minute.Rejected++;
                Refuse(inbox.Id, at, RejectionReason.Rejected, Errors[_random.Next(Errors.Length)]);
            }

            Refuse(inbox.Id, at, RejectionReason.Signature, "");
        }

        for (var ignored = _random.Next(1, 5); ignored > 0; ignored--)
        {
            var at = Ago();
            var counted = Minute(inbox.Id, at);
            counted.Ignored++;
            counted.Received++;
            Refuse(inbox.Id, at, RejectionReason.Ignored, nameof(IgnoredReason.Broadcast));
        }

        Refuse(RejectedRequestRow.NoInbox, Ago(), RejectionReason.Signature, "");
    }

    /// <summary>Stores what was counted.</summary>
    public void Save()
    {
        foreach (var minute in _minutes.Values)
        {
            store.Save(minute);
        }

        foreach (var refusal in _refusals.Values)
        {
            store.Save(refusal);
        }
    }

    private void Keep(long inboxId, byte[] activity, bool isCounted)
    {
        var at = Ago();
        store.Save(new OperationRow
        {
            IdHash = Hash($"operation {_number++}"),
            InboxId = inboxId,
            ActivityKey = activity,
            ArrivedAt = at,
            Payload = Encoding.UTF8.GetBytes($"""["op-{_number}","message.sent","mail","m-{_number}","2026-04-01T03:00:00.0000000Z"]"""),
        });
        Minute(inboxId, at).Received += isCounted ? 1 : 0;
    }

    private void Refuse(long inboxId, DateTimeOffset at, RejectionReason reason, string message)
    {
        var row = new RejectedRequestRow
        {
            InboxId = inboxId,
            Quarter = RejectedRequestRow.QuarterOf(at),
            Reason = reason,
            Pointer = reason is RejectionReason.Rejected && message.Length > 0 ? "/data/to" : "",
            Message = message,
            Count = 1,
            FirstAt = at,
            LastAt = at,
        };
        if (!_refusals.TryAdd(RejectedRequestKey.Of(row), row))
        {
            _refusals[RejectedRequestKey.Of(row)].Add(row);
        }
    }

    private IntakeMinute Minute(long inboxId, DateTimeOffset at)
    {
        var minute = IntakeMinute.Of(at);
        if (!_minutes.TryGetValue((inboxId, minute), out var counted))
        {
            _minutes.Add((inboxId, minute), counted = new IntakeMinute { InboxId = inboxId, Minute = minute });
        }

        return counted;
    }

    /// <summary>Minutes or hours ago, some of them yesterday.</summary>
    private DateTimeOffset Ago() => TestStore.Now - TimeSpan.FromMinutes(_random.Next(2) == 0 ? _random.Next(60) : _random.Next(60, 2000));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
}
