using System.Diagnostics;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>The corpus of the coverage-guided runs: each of its inputs once, however many cases are asked for.</summary>
internal sealed class CorpusTarget : IFuzzTarget
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Corpus");

    public string Name => "corpus";

    public int Share => 0;

    public string Holds => "what afl-fuzz has found its way with: the same as reader, texts, keys, provisioning and client";

    /// <inheritdoc/>
    public async Task RunAsync(FuzzCounts counts, int cases, CancellationToken cancellationToken)
    {
        var files = GuidedTargets.All
            .SelectMany(t => Directory.GetFiles(Path.Combine(Folder, t.Key)).Order(StringComparer.Ordinal).Select(f => (Read: t.Value, File: f)))
            .ToList();
        for (var i = counts.Only ?? 0; i < (counts.Only + 1 ?? files.Count); i++)
        {
            var (read, file) = files[i];
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            var started = Stopwatch.GetTimestamp();
            if (What(read, bytes) is { } what)
            {
                counts.Find(i, $"{Path.GetRelativePath(Folder, file)}: {what}");
            }

            counts.Took(i, Stopwatch.GetElapsedTime(started));
        }
    }

    private static string? What(Func<byte[], string?> read, byte[] bytes)
    {
        try
        {
            return read(bytes);
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }
}
