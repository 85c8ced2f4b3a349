using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

/// <summary>Whatever order the operations of an activity come in, they mean the same.</summary>
public sealed class ArrivalOrderProperties
{
    private static readonly Func<double, string, ReceivedOperation>[] Messages =
    [
        (at, id) => Sent(at, id), (at, id) => Scheduled(at, id), (at, id) => SendCancelled(at, id),
        (at, id) => ScheduleCancelled(at, id), (at, id) => Dispatched(at, id),
    ];

    private static readonly Func<double, string, ReceivedOperation>[] Memos = [(at, id) => Memo(at, id)];

    private static readonly Func<double, string, ReceivedOperation>[] Calls =
        [(at, id) => CallEnded(at, id), (at, id) => CallRecorded(at, id)];

    private static readonly Func<double, string, ReceivedOperation>[] Chats =
        [(at, id) => ChatOpened(at, id), (at, id) => ChatMessage(at, id), (at, id) => ChatClosed(at, id)];

    /// <summary>The same operations in two orders, with two lists of arrivals.</summary>
    private static readonly Gen<(ReceivedOperation[] One, ReceivedOperation[] Other)> TwoOrders =
        from kinds in Gen.Elements(Messages, Memos, Calls, Chats)
        from drawn in Gen.Zip(Gen.Elements(kinds), Gen.Choose(0, 6)).NonEmptyListOf()
        let operations = drawn.Select((d, i) => d.Item1(d.Item2, $"op-{i * 7 % 10}-{i}")).ToArray()
        from arrivals in Gen.Choose(6, 29).ArrayOf(operations.Length)
        from shuffled in Gen.Shuffle(operations)
        select (operations, shuffled.Select((o, i) => o with { ArrivedAt = At(arrivals[i]) }).ToArray());

    [Property(MaxTest = 1000)]
    [Trait("Rule", "R-T9")]
    [Trait("Rule", "R-T10")]
    public Property Derive_AnyOrderOfArrival_GivesTheSameActions() => Prop.ForAll(Arb.From(TwoOrders), orders =>
    {
        Assert.Equal(Meaning(orders.One), Meaning(orders.Other));
    });

    [Property(MaxTest = 500)]
    [Trait("Rule", "R-T12")]
    public Property Derive_OperationsWithinTheHold_AreNotDueBeforeTheLastOfThemMayHaveCome() => Prop.ForAll(Arb.From(TwoOrders), orders =>
    {
        Assert.All(ActivityReducer.Derive(orders.Other, HoldOptions.Default), action =>
            Assert.True(action.DueAt >= action.ArrivedAt + HoldOptions.Default.ReorderGrace));
    });

    [Property(MaxTest = 500)]
    [Trait("Rule", "R-D1")]
    public Property Derive_AnyOperations_UsesEachInOneActionAtMost() => Prop.ForAll(Arb.From(TwoOrders), orders =>
    {
        var used = ActivityReducer.Derive(orders.One, HoldOptions.Default).SelectMany(action => action.OperationIds).ToList();
        Assert.Equal(used.Distinct(), used);
    });

    private static string[] Meaning(ReceivedOperation[] operations) =>
    [
        .. ActivityReducer.Derive(operations, HoldOptions.Default).Select(action => string.Join(
            " | ",
            action.TriggerOperationId, string.Join(' ', action.OperationIds), action.Standing, action.TriggerAt,
            action.GivenUpSilently, action.Content?.Subject, action.Content?.Start, action.Content?.End,
            action.Content?.Operator, action.Content?.OpeningUnknown)),
    ];
}
