using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

/// <summary>
/// What holds for one channel of a family holds for each, and in every order in which its operations can come in: each
/// comes alone, and what is stored is brought in line after every one of them.
/// </summary>
public sealed class EveryChannelTests
{
    public static TheoryData<string> Chats => [.. Of(ChannelFamily.Chat)];

    public static TheoryData<string> MessageChannels => [.. Of(ChannelFamily.Message)];

    [Fact]
    [Trait("Rule", "R-C1")]
    public void Families_AreThoseOfTheRules() => Assert.Equal(
        (2, 1, 1, 8), (MessageChannels.Count, Of(ChannelFamily.Memo).Count(), Of(ChannelFamily.Call).Count(), Chats.Count));

    [Theory]
    [MemberData(nameof(Chats))]
    [Trait("Rule", "R-T10")]
    [Trait("Rule", "R-O1")]
    public void Chat_WithMessages_IsOneEventWhateverCameFirst(string channel)
    {
        foreach (var order in Orders(ChatOpened(0), ChatMessage(1, "first"), ChatMessage(2, "second"), ChatClosed(3)))
        {
            var action = Assert.Single(Come(channel, order));

            Assert.Equal((ActionStatus.Held, "closed", At(3)), (action.Status, action.TriggerOperationId, action.TriggerAt));
            Assert.Equal("first@example.com", action.OperatorEmail);
        }
    }

    [Theory]
    [MemberData(nameof(Chats))]
    [Trait("Rule", "R-T11")]
    public void Chat_WithoutAMessage_IsNoEventWhateverCameFirst(string channel)
    {
        // One sent before the editor opened and one after it closed are none of its messages.
        foreach (var order in Orders(ChatMessage(-1, "before"), ChatOpened(0), ChatClosed(3), ChatMessage(4, "after")))
        {
            Assert.DoesNotContain(Come(channel, order), a => a.Status is not (ActionStatus.Half or ActionStatus.Cancelled));
        }
    }

    [Theory]
    [MemberData(nameof(Chats))]
    [Trait("Rule", "R-T10")]
    public void Chat_AllAtOneInstant_IsOneEventWhateverCameFirst(string channel)
    {
        foreach (var order in Orders(ChatOpened(5, "z"), ChatMessage(5, "y"), ChatClosed(5, "x")))
        {
            Assert.Equal(ActionStatus.Held, Assert.Single(Come(channel, order)).Status);
        }
    }

    [Theory]
    [MemberData(nameof(MessageChannels))]
    [Trait("Rule", "R-T1")]
    [Trait("Rule", "R-T4")]
    public void Message_SentCancelledAndSentAgain_IsOneEventWhateverCameFirst(string channel)
    {
        foreach (var order in Orders(Sent(0, "one"), SendCancelled(1), Sent(2, "two"), Sent(3, "repeat")))
        {
            Assert.Equal([("two", At(2))], Standing(Come(channel, order)));
        }
    }

    [Theory]
    [MemberData(nameof(MessageChannels))]
    [Trait("Rule", "R-T2")]
    [Trait("Rule", "R-T5")]
    [Trait("Rule", "R-T6")]
    public void Message_ScheduledCancelledScheduledAndDispatched_IsTwoEventsWhateverCameFirst(string channel)
    {
        foreach (var order in Orders(Scheduled(0, "one"), ScheduleCancelled(1), Scheduled(2, "two"), Dispatched(3)))
        {
            Assert.Equal([("one", At(0)), ("two", At(2))], Standing(Come(channel, order)));
        }
    }

    [Theory]
    [MemberData(nameof(MessageChannels))]
    [Trait("Rule", "R-T4")]
    [Trait("Rule", "R-T5")]
    public void Message_SendCancelledAndThenScheduled_IsTheScheduleWhateverCameFirst(string channel)
    {
        foreach (var order in Orders(Sent(0, "sent"), SendCancelled(1), Scheduled(2, "planned"), ScheduleCancelled(3)))
        {
            Assert.Equal([("planned", At(2))], Standing(Come(channel, order)));
        }
    }

    [Fact]
    [Trait("Rule", "R-T9")]
    [Trait("Rule", "R-T8")]
    public void Call_RecordedTwice_IsOneEventWhateverCameFirst()
    {
        foreach (var order in Orders(CallRecorded(0, "draft"), CallRecorded(1, "note"), CallEnded(2), CallRecorded(3, "edited")))
        {
            var action = Assert.Single(Come("call", order));

            Assert.Equal((ActionStatus.Held, "note", At(2)), (action.Status, action.Subject, action.TriggerAt));
        }
    }

    [Fact]
    [Trait("Rule", "R-T7")]
    [Trait("Rule", "R-T8")]
    public void Memo_RecordedThreeTimes_IsOneEventOfTheFirstWhateverCameFirst()
    {
        foreach (var order in Orders(Memo(0, "first"), Memo(1, "second"), Memo(2, "third")))
        {
            var action = Assert.Single(Come("record", order));

            Assert.Equal((ActionStatus.Held, "first", "first@example.com"), (action.Status, action.Subject, action.OperatorEmail));
        }
    }

    private static IEnumerable<string> Of(ChannelFamily family) => Channel.All.Where(c => c.Family == family).Select(c => c.Code);

    private static IEnumerable<(string, DateTimeOffset)> Standing(IEnumerable<SyncAction> actions) =>
        actions.Where(a => a.Status is ActionStatus.Held).Select(a => (a.TriggerOperationId, a.TriggerAt)).Order();

    /// <summary>All come within the grace for reordering, a second apart.</summary>
    private static List<SyncAction> Come(string channel, IReadOnlyList<ReceivedOperation> order)
    {
        var (come, actions) = (new List<ReceivedOperation>(), new List<SyncAction>());
        for (var i = 0; i < order.Count; i++)
        {
            var now = At(10 + i);
            come.Add(order[i] with { Operation = order[i].Operation with { Channel = Channel.Find(channel)! }, ArrivedAt = now });
            actions.AddRange(ActionReconciler.Reconcile(
                actions,
                ActivityReducer.Derive(come, HoldOptions.Default),
                (derived, _) => SyncAction.From(1, [], ActionKeys.OfAction("i", derived.Channel, derived.ActivityId, derived.TriggerOperationId), derived, null),
                _ => null,
                (_, _) => false,
                now));
        }

        return actions;
    }

    private static IEnumerable<IReadOnlyList<ReceivedOperation>> Orders(params ReceivedOperation[] operations)
    {
        if (operations.Length <= 1)
        {
            yield return operations;
            yield break;
        }

        for (var first = 0; first < operations.Length; first++)
        {
            foreach (var rest in Orders([.. operations[..first], .. operations[(first + 1)..]]))
            {
                yield return [operations[first], .. rest];
            }
        }
    }
}
