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
    private readonly Random _random = new(~seed);
    private readonly Dictionary<(long Inbox, DateTimeOffset Minute), IntakeMinute> _minutes = [];
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
            var minute = Minute(inbox.Id, Ago());
            minute.Repeats += _random.Next(3);
            minute.Rejected += _random.Next(3);
            minute.Received += minute.Repeats;
        }

        var ignored = _random.Next(1, 5);
        var at = TestStore.Now.AddMinutes(-20);
        var counted = Minute(inbox.Id, at);
        counted.Ignored += ignored;
        counted.Received += ignored;
        store.Save(new RejectedRequestRow
        {
            InboxId = inbox.Id,
            Hour = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero),
            Reason = RejectionReason.Ignored,
            Pointer = "",
            Message = nameof(IgnoredReason.Broadcast),
            Count = ignored,
            FirstAt = at,
            LastAt = at,
        });
    }

    /// <summary>Stores what was counted.</summary>
    public void Save()
    {
        foreach (var minute in _minutes.Values)
        {
            store.Save(minute);
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
