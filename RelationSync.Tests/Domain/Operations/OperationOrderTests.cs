using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Operations;

public sealed class OperationOrderTests
{
    /// <summary>The contract's words, with ids that would order them the other way round.</summary>
    private static readonly OperationType[][] Ranks =
    [
        [OperationType.ChatOpened],
        [
            OperationType.MessageSent, OperationType.MessageScheduled, OperationType.MemoRecorded,
            OperationType.CallEnded, OperationType.CallRecorded,
        ],
        [OperationType.ChatMessageSent],
        [OperationType.MessageSendCancelled, OperationType.MessageScheduleCancelled],
        [OperationType.MessageDispatched],
        [OperationType.ActivityCorrected],
        [OperationType.ChatClosed],
    ];

    [Fact]
    public void Order_DifferentTimes_IsByTimeAlone() =>
        Assert.True(Compare(Of(OperationType.ChatClosed, "z", 0), Of(OperationType.ChatOpened, "a", 0.001)) < 0);

    [Fact]
    public void Order_EqualTimes_IsByRankThenById()
    {
        Assert.Equal(Enum.GetValues<OperationType>().Order(), Ranks.SelectMany(types => types).Order());
        for (var first = 0; first < Ranks.Length; first++)
        {
            for (var second = 0; second < Ranks.Length; second++)
            {
                foreach (var one in Ranks[first])
                {
                    foreach (var other in Ranks[second])
                    {
                        var expected = first == second ? 1 : Math.Sign(first - second);
                        Assert.Equal(expected, Math.Sign(Compare(Of(one, "b", 0), Of(other, "a", 0))));
                    }
                }
            }
        }
    }

    [Fact]
    public void Order_Ids_AreComparedByOrdinal() =>
        Assert.True(Compare(Of(OperationType.MessageSent, "B", 0), Of(OperationType.MessageSent, "a", 0)) < 0);

    [Fact]
    public void Order_SameOperation_IsEqual() =>
        Assert.Equal(0, Compare(Of(OperationType.MessageSent, "a", 0), Of(OperationType.MessageSent, "a", 0)));

    private static int Compare(Operation one, Operation other) => OperationOrder.Instance.Compare(one, other);

    private static Operation Of(OperationType type, string id, double at) =>
        new(id, type, Channel.Mail, "act-1", OperationBuilder.At(at), null, null, EmptyData.Instance);
}
