using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Operations;

public sealed class IntakeRulesTests
{
    private static readonly DateTimeOffset Connected = OperationBuilder.At(0);

    [Fact]
    [Trait("Rule", "R-T3")]
    public void Ignored_BroadcastSent_NamesTheRule() => AssertBroadcast(OperationBuilder.Sent(1).Operation);

    [Fact]
    [Trait("Rule", "R-T3")]
    public void Ignored_BroadcastScheduled_NamesTheRule() => AssertBroadcast(OperationBuilder.Scheduled(1).Operation);

    [Fact]
    [Trait("Rule", "R-T13")]
    public void Ignored_NoConnection_NamesTheRule() =>
        Assert.StartsWith("R-T13", Ignored(OperationBuilder.Sent(1).Operation, null), StringComparison.Ordinal);

    [Theory]
    [Trait("Rule", "R-T13")]
    [InlineData(-0.001, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void Ignored_AroundTheMakingOfTheConnection_OnlyWhatWasBefore(double at, bool ignored)
    {
        var reason = Ignored(OperationBuilder.ChatMessage(at).Operation, Connected);

        Assert.Equal(ignored, reason?.StartsWith("R-T13", StringComparison.Ordinal) ?? false);
        Assert.Equal(ignored, reason is not null);
    }

    [Theory]
    [Trait("Rule", "R-T14")]
    [InlineData(SourceOwner.Api, true, null)]
    [InlineData(SourceOwner.Api, false, "R-T14")]
    [InlineData(SourceOwner.Push, true, "R-P1")]
    public void Judge_ReadFromBeforeTheConnection_IsTakenWithinAChosenRangeOfAFamilyReadFromTheApi(SourceOwner owner, bool isApproved, string? rule)
    {
        var sources = InboxSources.AllPush with { Message = new FamilySource(owner) };

        var verdict = IntakeRules.Judge(OperationBuilder.Sent(-3600).Operation, OperationSource.Backfill, Connected, sources, isApproved: isApproved);

        Assert.Equal(rule, verdict?.Ignored?.Answer.Split(':')[0]);
    }

    private static string? Ignored(Operation operation, DateTimeOffset? syncFrom) =>
        IntakeRules.Judge(operation, OperationSource.Push, syncFrom, InboxSources.AllPush)?.Ignored?.Answer;

    private static void AssertBroadcast(Operation operation)
    {
        var broadcast = operation with { Data = (MessageData)operation.Data with { Broadcast = true } };

        Assert.StartsWith("R-T3", Ignored(broadcast, Connected), StringComparison.Ordinal);
        Assert.Null(IntakeRules.Judge(operation, OperationSource.Push, Connected, InboxSources.AllPush));
    }
}
