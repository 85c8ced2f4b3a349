using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

/// <summary>R-P4: what is known best counts, each of operator and times in its own right.</summary>
[Trait("Rule", "R-P4")]
public sealed class EvidenceTests
{
    [Fact]
    public void Message_ToldBetterLater_HasTheBetterOperatorAndTimes_AndTheEarliestText()
    {
        var content = Of(
            Sent(0, "guessed", data: Message("件") with { DraftSavedAt = At(-9) }).Known(Evidence.Inferred, OperationSource.RelationApi),
            Sent(2, "signed", data: Message("他") with { DraftSavedAt = At(-60) }));

        Assert.Equal(("件", Person("signed")), (content.Subject, content.Operator));
        Assert.Equal((At(-60), At(2)), (content.Start, content.End));
        Assert.Equal((Evidence.Proven, Evidence.Proven), (content.OperatorEvidence, content.TimesEvidence));
    }

    [Fact]
    public void Message_ToldAlike_IsTheEarliest()
    {
        var content = Of(Sent(1, "b").Known(Evidence.Declared), Sent(0, "z").Known(Evidence.Declared), Sent(0, "a").Known(Evidence.Declared));

        Assert.Equal((Person("a"), At(0), Evidence.Declared), (content.Operator, content.End, content.OperatorEvidence));
    }

    [Fact]
    public void Parts_AreChosenApart()
    {
        var who = Sent(0, "who");
        var when = Sent(5, "when");

        var content = Of(
            who with { Operation = who.Operation with { Evidence = new OperationEvidence(Evidence.Declared, Evidence.Default) } },
            when with { Operation = when.Operation with { Evidence = new OperationEvidence(Evidence.Inferred, Evidence.Proven) } });

        Assert.Equal((Person("who"), At(5)), (content.Operator, content.End));
        Assert.Equal((Evidence.Declared, Evidence.Proven), (content.OperatorEvidence, content.TimesEvidence));
    }

    [Fact]
    public void Memo_Call_AndChat_ChooseToo()
    {
        var memo = Of(Memo(0, "guessed").Known(Evidence.Default), Memo(9, "signed", data: new MemoData("二", "", BodyFormat.Text, At(-60), 1, [])));
        var call = Of(CallEnded(0, talked: Person("guessed")).Known(Evidence.Inferred), CallEnded(3, "signed", talked: Person("signed")), CallRecorded(4));
        var chat = Of(ChatMessage(1, "guessed").Known(Evidence.Inferred), ChatMessage(2, "signed"), ChatClosed(3));

        Assert.Equal(("guessed", Person("signed"), At(-60), At(0)), (memo.Subject, memo.Operator, memo.Start, memo.End));
        Assert.Equal((Person("signed"), At(-297), At(3)), (call.Operator, call.Start, call.End));
        Assert.Equal(Person("signed"), chat.Operator);
    }

    [Theory]
    [InlineData(Evidence.Proven, Evidence.Proven, "corrected")]
    [InlineData(Evidence.Declared, Evidence.Proven, "sent")]
    [InlineData(Evidence.Declared, Evidence.Inferred, "corrected")]
    public void Correction_BeatsEqualEvidenceAndNoBetter(Evidence correction, Evidence told, string by)
    {
        var content = Of(Sent(0).Known(told), Corrected(1, by: Person("corrected"), evidence: correction));

        Assert.Equal(Person(by), content.Operator);
        Assert.Equal(by == "sent" ? told : correction, content.OperatorEvidence);
    }

    [Fact]
    public void Corrections_TheBestThenTheLatestCounts_WhateverCameFirst()
    {
        var content = Of(
            Sent(0).Known(Evidence.Default),
            Corrected(5, "guessed", by: Person("guessed"), evidence: Evidence.Inferred),
            Corrected(4, "latest", arrives: 2, by: Person("latest"), evidence: Evidence.Declared),
            Corrected(3, "first", arrives: 9, by: Person("first"), evidence: Evidence.Declared));

        Assert.Equal(Person("latest"), content.Operator);
    }

    [Fact]
    public void Correction_OfTimes_OfEveryFamily()
    {
        var memo = Of(Memo(0), Corrected(1, channel: Channel.Record, data: new CorrectionData(At(-3600), null, null, null)));
        var longer = Of(Memo(0), Corrected(1, channel: Channel.Record, data: new CorrectionData(null, null, 90, null)));
        var call = Of(CallEnded(0), CallRecorded(1), Corrected(2, channel: Channel.Call, data: new CorrectionData(null, At(60), null, null)));
        var mail = Of(Sent(0), Corrected(1, data: new CorrectionData(null, null, null, At(-30))));

        Assert.Equal((At(-3600), At(-900)), (memo.Start, memo.End));
        Assert.Equal((At(-7200), At(-1800)), (longer.Start, longer.End));
        Assert.Equal((At(-300), At(60)), (call.Start, call.End));
        Assert.Equal((At(-30), At(0)), (mail.Start, mail.End));
    }

    [Theory]
    [InlineData(-72, true)]
    [InlineData(-72.001, false)]
    public void Correction_OfAnUnknownActivity_IsKept72Hours(double hours, bool counts)
    {
        var content = Of(Sent(0), Corrected(1, arrives: hours * 3600, by: Person("corrected")));

        Assert.Equal(Person(counts ? "corrected" : "sent"), content.Operator);
    }

    [Fact]
    public void Correction_Alone_IsNoAction() => Assert.Empty(ActivityReducer.Derive([Corrected(0, by: Person("x"))], HoldOptions.Default));

    [Fact]
    public void Correction_OfASendThatCameAgain_IsOfTheOneBeforeIt()
    {
        var derived = ActivityReducer.Derive([Sent(0, "one"), SendCancelled(1), Corrected(2, by: Person("x")), Sent(3, "two")], HoldOptions.Default);

        Assert.Equal([Person("x"), Person("two")], derived.Select(d => d.Content!.Operator!));
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void Schedule_ToldByBoth_IsOneAction()
    {
        var derived = ActivityReducer.Derive(
            [Scheduled(0, "pushed"), Scheduled(2, "read").Known(Evidence.Inferred, OperationSource.RelationApi), Scheduled(9, "again")], HoldOptions.Default);

        Assert.Equal(["pushed", "again"], derived.Select(d => d.TriggerOperationId));
        Assert.Equal(Person("pushed"), derived[0].Content!.Operator);
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void Cancel_ThatIsReadLate_IsNotOfASendThatWasPushedSince()
    {
        var derived = ActivityReducer.Derive(
            [
                Sent(0, "one"), Sent(1, "read").Known(Evidence.Inferred, OperationSource.RelationApi), SendCancelled(2),
                Sent(5, "two"), SendCancelled(9, "cancel-read").Known(Evidence.Proven, OperationSource.RelationApi),
            ],
            HoldOptions.Default);

        Assert.Equal([Standing.Cancelled, Standing.Ready], derived.Select(d => d.Standing));
    }

    [Fact]
    [Trait("Rule", "R-T12")]
    public void Clock_OfWhatIsRead_IsItsOwnTime()
    {
        var mail = Derive(Sent(0, arrives: 500).Known(Evidence.Proven, OperationSource.RelationApi));
        var chat = Derive(
            ChatMessage(0).Known(Evidence.Proven, OperationSource.RelationApi),
            ChatClosed(0, data: new ChatClosedData(null, [], [], [], []) { CountsFrom = At(600) }).Known(Evidence.Proven, OperationSource.RelationApi));

        Assert.Equal((At(0), At(600)), (mail.ClockAt, chat.ClockAt));
        Assert.Null(Derive(Sent(0, arrives: 500)).ClockAt);
    }

    [Theory]
    [Trait("Rule", "R-O3")]
    [InlineData(Evidence.Proven, OperationSource.Push, true)]
    [InlineData(Evidence.Declared, OperationSource.RelationApi, true)]
    [InlineData(Evidence.Inferred, OperationSource.RelationApi, false)]
    [InlineData(Evidence.Default, OperationSource.Push, false)]
    [InlineData(Evidence.Proven, OperationSource.Backfill, false)]
    public void User_IsMadeOnlyForWhoIsKnownForSure(Evidence evidence, OperationSource source, bool may) =>
        Assert.Equal(may, Derive(Sent(0).Known(evidence, source)).MayMakeUser);

    private static ActionContent Of(params ReceivedOperation[] operations) => Derive(operations).Content!;

    private static DerivedAction Derive(params ReceivedOperation[] operations)
    {
        var channel = operations[0].Operation.Channel;
        return Assert.Single(ActivityReducer.Derive(
            [.. operations.Reverse().Select(o => o with { Operation = o.Operation with { Channel = channel } })], HoldOptions.Default));
    }
}
