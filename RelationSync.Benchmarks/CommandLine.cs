using System.Globalization;
using System.Text.Json;

namespace RelationSync.Benchmarks;

/// <summary>Picks the program, prints its table and its last line, writes the JSON.</summary>
internal static class CommandLine
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] Words = ["--long", "--soak"];
    private static readonly string[] WordsWithValue = ["--json", "--markdown", "--seed", "--cases", "--only", "--minutes", "--store", "--postgres", "--state", "--engine", "--from", "--guided", "--at-once"];

    /// <summary>0: it holds; 1: it falls short, or the call's words are off.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<IBenchmark> programs, string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var name = args.FirstOrDefault();
        if (name is null or "list" or "--help")
        {
            foreach (var each in programs)
            {
                Console.WriteLine($"{each.Name,-10} {each.Shows}");
            }

            return 0;
        }

        if (programs.FirstOrDefault(p => p.Name == name) is not { } program)
        {
            await Console.Error.WriteLineAsync($"No program is named '{name}'. There are: {string.Join(", ", programs.Select(p => p.Name))}.");
            return 1;
        }

        if (FaultOf(args) is { } fault)
        {
            // Now, not after minutes of measuring.
            await Console.Error.WriteLineAsync(fault);
            return 1;
        }

        var verdict = await program.RunAsync(args.Contains("--long"), CancellationToken.None);
        foreach (var line in Table(verdict))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine();
        if (Array.IndexOf(args, "--markdown") is var to and >= 0 && to + 1 < args.Length)
        {
            await File.WriteAllLinesAsync(args[to + 1], Table(verdict));
        }

        if (Array.IndexOf(args, "--json") is var at and >= 0 && at + 1 < args.Length)
        {
            await File.WriteAllTextAsync(args[at + 1], JsonSerializer.Serialize(
                new { program = program.Name, holds = verdict.Holds, misses = verdict.Checks.Misses, figures = verdict.Figures, columns = verdict.Columns, rows = verdict.Rows }, Indented));
        }

        Console.WriteLine($"{program.Name}: {verdict}");
        return verdict.Holds ? 0 : 1;
    }

    private static string? FaultOf(string[] args)
    {
        for (var i = 1; i < args.Length; i++)
        {
            if (Words.Contains(args[i]))
            {
                continue;
            }

            if (!WordsWithValue.Contains(args[i]))
            {
                return $"'{args[i]}' isn't known. There are: {string.Join(", ", Words.Concat(WordsWithValue))}.";
            }

            var word = args[i++];
            if (i == args.Length || args[i].StartsWith("--", StringComparison.Ordinal))
            {
                return $"{word} needs a value after it.";
            }

            if (word is "--json" or "--markdown" && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(args[i]))))
            {
                return $"{word} must name a file in a folder that exists; '{args[i]}' is in none.";
            }
        }

        return null;
    }

    /// <summary>Readable as it is, and as Markdown.</summary>
    private static List<string> Table(Verdict verdict)
    {
        var widths = verdict.Columns.Select((c, i) => verdict.Rows.Select(r => r[i].Length).Append(c.Length).Max()).ToList();
        return [Line(verdict.Columns), "| " + string.Join(" | ", widths.Select(w => new string('-', w))) + " |", .. verdict.Rows.Select(Line)];

        string Line(IReadOnlyList<string> cells) => "| " + string.Join(" | ", cells.Select((c, i) => c.PadRight(widths[i]))) + " |";
    }
}
