using System.Globalization;

namespace RelationSync.Benchmarks;

/// <summary>What a program of its own may be told beside <c>--long</c> and <c>--json</c>: <c>--minutes 3</c>, <c>--seed 7</c>.</summary>
internal static class Flags
{
    public static long? Number(IReadOnlyList<string> args, string name) =>
        Text(args, name) is { } text
            ? long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"{name} takes a number; it is '{text}'.")
            : null;

    public static string? Text(IReadOnlyList<string> args, string name)
    {
        for (var i = 0; i + 1 < args.Count; i++)
        {
            if (args[i] == name)
            {
                return args[i + 1];
            }
        }

        return null;
    }
}
