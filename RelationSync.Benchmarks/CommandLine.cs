using System.Globalization;
using System.Text.Json;

namespace RelationSync.Benchmarks;

/// <summary>Picks the program, prints its table and its last line, writes the JSON.</summary>
internal static class CommandLine
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

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

        var verdict = await program.RunAsync(args.Contains("--long"), CancellationToken.None);
        Print(verdict);
        if (Array.IndexOf(args, "--json") is var at and >= 0 && at + 1 < args.Length)
        {
            await File.WriteAllTextAsync(args[at + 1], JsonSerializer.Serialize(
                new { program = program.Name, holds = verdict.Holds, figures = verdict.Figures, columns = verdict.Columns, rows = verdict.Rows }, Indented));
        }

        Console.WriteLine($"{program.Name}: {(verdict.Holds ? "holds" : "falls short")} {verdict.Figures}");
        return verdict.Holds ? 0 : 1;
    }

    private static void Print(Verdict verdict)
    {
        var widths = verdict.Columns.Select((c, i) => verdict.Rows.Select(r => r[i].Length).Append(c.Length).Max()).ToList();
        Console.WriteLine(Line(verdict.Columns));
        Console.WriteLine("| " + string.Join(" | ", widths.Select(w => new string('-', w))) + " |");
        foreach (var row in verdict.Rows)
        {
            Console.WriteLine(Line(row));
        }

        Console.WriteLine();

        string Line(IReadOnlyList<string> cells) => "| " + string.Join(" | ", cells.Select((c, i) => c.PadRight(widths[i]))) + " |";
    }
}
