using System.Numerics;
using System.Text;

namespace RelationSync.Portal.Storage.Search;

/// <summary>
/// What the index knows an action by: pieces of its texts and the values it is filtered by, each as a number. A number
/// depends on nothing but what it stands for, so that the index outlives a change of the code. Two of them may be alike by
/// chance: what the index finds is always looked at again.
/// </summary>
internal static class Gram
{
    public static int Of(GramKind kind, string value)
    {
        var hash = Begin(kind);
        foreach (var rune in value.EnumerateRunes())
        {
            hash = Mix(hash, (uint)rune.Value);
        }

        return End(hash);
    }

    public static int Of(GramKind kind, long value) => End(Mix(Mix(Begin(kind), (uint)value), (uint)(value >> 32)));

    public static int Of(Rune first, Rune second) => End(Mix(Mix(Begin(GramKind.Pair), (uint)first.Value), (uint)second.Value));

    public static int Of(Rune first, Rune second, Rune third) =>
        End(Mix(Mix(Mix(Begin(GramKind.Triple), (uint)first.Value), (uint)second.Value), (uint)third.Value));

    private static uint Begin(GramKind kind) => Mix(0, (uint)kind);

    private static uint Mix(uint hash, uint value)
    {
        var mixed = value * 0xCC9E2D51;
        mixed = BitOperations.RotateLeft(mixed, 15) * 0x1B873593;
        return (BitOperations.RotateLeft(hash ^ mixed, 13) * 5) + 0xE6546B64;
    }

    private static int End(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return (int)(hash ^ (hash >> 16));
    }
}

/// <summary>What a gram stands for. The values are in the index: they don't change.</summary>
internal enum GramKind
{
    Pair = 2,
    Triple = 3,
    Inbox = 10,
    Channel = 11,
    Operator = 12,
    Standing = 13,
    Day = 14,
    Days = 15,

    /// <summary>Actions that came one after another, so many at once; behind it, how many.</summary>
    Block = 100,
}
