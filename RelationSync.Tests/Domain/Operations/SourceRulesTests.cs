using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Operations;

public sealed class SourceRulesTests
{
    private static readonly DateTimeOffset Connected = OperationBuilder.At(-86400);

    [Theory]
    [Trait("Rule", "R-P1")]
    [InlineData(SourceOwner.Push, OperationSource.Push, true)]
    [InlineData(SourceOwner.Push, OperationSource.RelationApi, false)]
    [InlineData(SourceOwner.Api, OperationSource.Push, false)]
    [InlineData(SourceOwner.Api, OperationSource.RelationApi, true)]
    [InlineData(SourceOwner.Both, OperationSource.Push, true)]
    [InlineData(SourceOwner.Both, OperationSource.RelationApi, true)]
    public void Judge_Caller_IsTakenFromItsOwnFamilies(SourceOwner owner, OperationSource source, bool taken)
    {
        var operation = OperationBuilder.Sent(0).Operation with { RelationMessageId = 42 };
        var sources = InboxSources.AllPush with { Message = new FamilySource(owner, owner) };

        var verdict = IntakeRules.Judge(operation, source, Connected, sources);

        Assert.Equal(taken, verdict is null);
        Assert.True(taken || verdict!.Ignored!.Answer.StartsWith("R-P1: source: this inbox takes messages from ", StringComparison.Ordinal), verdict?.Ignored?.Answer);
    }

    [Theory]
    [Trait("Rule", "R-T15")]
    [InlineData(SourceOwner.Api)]
    [InlineData(SourceOwner.Both)]
    public void Judge_PortalsTest_IsTakenWhoeverOwnsItsFamily(SourceOwner owner)
    {
        var sources = InboxSources.AllPush with { Message = new FamilySource(owner, owner) };

        Assert.Null(IntakeRules.Judge(OperationBuilder.Sent(0).Operation, OperationSource.Push, Connected, sources, isTest: true));
        Assert.NotNull(IntakeRules.Judge(OperationBuilder.Sent(0).Operation, OperationSource.Push, Connected.AddDays(9), sources, isTest: true));
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void Judge_OtherFamily_IsItsOwnOwners()
    {
        var sources = InboxSources.AllPush with { Message = new FamilySource(SourceOwner.Api) };

        Assert.NotNull(Judge(OperationBuilder.Sent(0), OperationSource.Push, sources));
        Assert.Null(Judge(OperationBuilder.Memo(0), OperationSource.Push, sources));
    }

    [Theory]
    [Trait("Rule", "R-P1")]
    [InlineData(-1, OperationSource.Push, true)]
    [InlineData(-1, OperationSource.RelationApi, false)]
    [InlineData(0, OperationSource.Push, false)]
    [InlineData(0, OperationSource.RelationApi, true)]
    public void Judge_AroundTheHandover_TheOldOwnersUntilThen(double at, OperationSource source, bool taken)
    {
        var sources = InboxSources.AllPush with { Chat = default(FamilySource).HandOver(SourceOwner.Api, OperationBuilder.At(0)) };

        var reason = Judge(OperationBuilder.ChatMessage(at), source, sources)?.Ignored?.Answer;

        Assert.Equal(taken ? null : source is OperationSource.Push
            ? "R-P1: source: this inbox takes chats from the Re:lation API since 2026-04-01T03:00:00Z"
            : "R-P1: source: this inbox takes chats from the intake until 2026-04-01T03:00:00Z", reason);
    }

    [Theory]
    [Trait("Rule", "R-P1")]
    [InlineData(OperationSource.Push)]
    [InlineData(OperationSource.RelationApi)]
    public void Judge_FamilyOfBothWithoutRelationMessageId_IsRejected(OperationSource source)
    {
        var sources = InboxSources.AllPush with { Call = new FamilySource(SourceOwner.Both, SourceOwner.Both) };

        Assert.Equal("/relation_message_id", Judge(OperationBuilder.CallEnded(0), source, sources)!.Rejected!.Pointer);
        var named = OperationBuilder.CallEnded(0).Operation with { RelationMessageId = 1 };
        Assert.Null(IntakeRules.Judge(named, source, Connected, sources));
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void Judge_BeforeBothWereTaken_NeedsNoRelationMessageId()
    {
        var sources = InboxSources.AllPush with { Message = default(FamilySource).HandOver(SourceOwner.Both, OperationBuilder.At(0)) };

        Assert.Null(Judge(OperationBuilder.Sent(-1), OperationSource.Push, sources));
        Assert.NotNull(Judge(OperationBuilder.Sent(0), OperationSource.Push, sources)?.Rejected);
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void MayBe_Both_IsNoChats() =>
        Assert.Equal([ChannelFamily.Chat], Enum.GetValues<ChannelFamily>().Where(f => !InboxSources.MayBe(f, SourceOwner.Both)));

    private static IntakeVerdict? Judge(ReceivedOperation operation, OperationSource source, InboxSources sources) =>
        IntakeRules.Judge(operation.Operation, source, Connected, sources);

    [Theory]
    [Trait("Rule", "R-P1")]
    [InlineData(ChannelFamily.Message)]
    [InlineData(ChannelFamily.Memo)]
    [InlineData(ChannelFamily.Call)]
    [InlineData(ChannelFamily.Chat)]
    public void With_Family_ChangesItAlone(ChannelFamily family)
    {
        var sources = InboxSources.AllPush.With(family, new FamilySource(SourceOwner.Api));

        Assert.False(InboxSources.AllPush.ReadsApi);
        Assert.True(sources.ReadsApi);
        Assert.Equal([family], Enum.GetValues<ChannelFamily>().Where(f => sources.Of(f).Owner is SourceOwner.Api));
    }

    [Theory]
    [Trait("Rule", "R-P1")]
    [InlineData(-300, true)]
    [InlineData(-300.001, false)]
    [InlineData(300, true)]
    [InlineData(300.001, false)]
    public void IsNearHandover_FiveMinutesOnEitherSide(double at, bool expected)
    {
        Assert.Equal(expected, default(FamilySource).HandOver(SourceOwner.Api, OperationBuilder.At(0)).IsNearHandover(OperationBuilder.At(at)));
        Assert.False(default(FamilySource).IsNearHandover(OperationBuilder.At(at)));
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void Judge_AnothersOperation_IsToldWhoseAndSinceWhen()
    {
        var handedOver = InboxSources.AllPush.With(ChannelFamily.Memo, default(FamilySource).HandOver(SourceOwner.Api, OperationBuilder.At(0)));

        Assert.Equal("R-P1: source: this inbox takes memos from the Re:lation API since 2026-04-01T03:00:00Z", Answer(OperationBuilder.Memo(1), OperationSource.Push, handedOver));
        Assert.Equal("R-P1: source: this inbox takes memos from the intake until 2026-04-01T03:00:00Z", Answer(OperationBuilder.Memo(-1), OperationSource.RelationApi, handedOver));
        Assert.Equal("R-P1: source: this inbox takes calls from the intake", Answer(OperationBuilder.CallEnded(1), OperationSource.RelationApi, handedOver));
        Assert.Equal("R-P1: source: this inbox takes chats from the intake", Answer(OperationBuilder.ChatMessage(1), OperationSource.RelationApi, handedOver));
    }

    private static string? Answer(ReceivedOperation received, OperationSource source, InboxSources sources) =>
        IntakeRules.Judge(received.Operation, source, Connected, sources)?.Ignored?.Answer;
}
