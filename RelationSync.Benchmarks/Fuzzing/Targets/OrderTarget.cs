using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>The operations of one activity, told in two orders and in pieces: the same actions stand in the end.</summary>
internal sealed class OrderTarget : PureTarget
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private static readonly OperationType[][] Families =
    [
        [OperationType.MessageSent, OperationType.MessageScheduled, OperationType.MessageSendCancelled, OperationType.MessageScheduleCancelled, OperationType.MessageDispatched],
        [OperationType.MemoRecorded],
        [OperationType.CallEnded, OperationType.CallRecorded],
        [OperationType.ChatOpened, OperationType.ChatMessageSent, OperationType.ChatClosed],
    ];

    private static readonly Channel[] Channels = [Channel.Mail, Channel.Record, Channel.Call, Channel.Line];

    public override string Name => "orders";

    public override int Share => 120;

    public override string Holds => "any order of arrival within the holds gives the same actions";

    protected override string? Check(Random random)
    {
        var family = random.Next(Families.Length);
        var types = Families[family];
        var operations = Enumerable.Range(0, random.Next(1, 9))
            .Select(i => Operation(i, types[random.Next(types.Length)], Channels[family], Start.AddSeconds(random.Next(4)))).ToArray();
        var (one, other) = (Told(operations, random), Told(operations, random));
        return one.SequenceEqual(other)
            ? null
            : $"{string.Join(' ', operations.Select(o => $"{o.Id}:{o.Type}@{o.OccurredAt:ss}"))} gives [{string.Join(", ", one)}], and [{string.Join(", ", other)}]";
    }

    /// <summary>Shuffled and in pieces, each derived and reconciled as the store does it; what stands in the end but what is cancelled.</summary>
    private static List<string> Told(Operation[] operations, Random random)
    {
        Operation[] shuffled = [.. operations];
        random.Shuffle(shuffled);
        var received = new List<ReceivedOperation>();
        var actions = new List<SyncAction>();
        for (var taken = 0; taken < shuffled.Length;)
        {
            var at = Start.AddSeconds(5 + taken);
            for (var left = random.Next(1, 4); left > 0 && taken < shuffled.Length; left--)
            {
                received.Add(new ReceivedOperation(shuffled[taken++], at));
            }

            actions.AddRange(ActionReconciler.Reconcile(actions, ActivityReducer.Derive(received, HoldOptions.Default), Create, _ => null, (_, _) => false, at));
        }

        return [.. actions.Where(a => a.Status is not ActionStatus.Cancelled)
            .Select(a => $"{a.TriggerOperationId} {a.Status} {a.Intent} {a.TriggerAt:ss} {(a.Status is ActionStatus.Half ? null : a.Subject)}").Order(StringComparer.Ordinal)];
    }

    private static SyncAction Create(DerivedAction derived, IReadOnlySet<Guid> ids)
    {
        var trigger = derived.TriggerOperationId;
        Guid id;
        while (ids.Contains(id = ActionKeys.OfAction("fuzz", derived.Channel, derived.ActivityId, trigger)))
        {
            trigger += "#";
        }

        return SyncAction.From(1, [], id, derived, null);
    }

    private static Operation Operation(int number, OperationType type, Channel channel, DateTimeOffset at)
    {
        var text = $"{number}";
        OperationData data = type switch
        {
            OperationType.MessageSent => new MessageData(text, text, BodyFormat.Text, null, [], [], [], false, null),
            OperationType.MessageScheduled => new MessageData(text, text, BodyFormat.Text, null, [], [], [], false, at.AddHours(1)),
            OperationType.MemoRecorded => new MemoData(text, text, BodyFormat.Text, at, 1, []),
            OperationType.CallEnded => new CallEndedData(true, at, at, ""),
            OperationType.CallRecorded => new CallRecordedData(text, text, BodyFormat.Text),
            OperationType.ChatMessageSent => new ChatMessageData(text),
            OperationType.ChatClosed => new ChatClosedData(text, [], [], [], []),
            _ => EmptyData.Instance,
        };
        return new Operation($"o{number}", type, channel, "a", at, null, new Operator("sato@example.com", null), data);
    }
}
