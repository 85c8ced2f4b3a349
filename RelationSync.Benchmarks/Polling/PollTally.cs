using System.Text.Json;

namespace RelationSync.Benchmarks.Polling;

/// <summary>Results over one run or several: kept in a file, the next run continues where the last one ended.</summary>
internal sealed class PollTally
{
    public PollSum Seeds { get; init; } = new();

    /// <summary>Seeds with real processes; empty until they have run.</summary>
    public PollSum Processes { get; init; } = new();

    /// <summary>By name.</summary>
    public Dictionary<string, PollLoadResult> Loads { get; init; } = [];

    public static PollTally Read(string? file) =>
        file is null || !File.Exists(file)
            ? new PollTally()
            : JsonSerializer.Deserialize<PollTally>(File.ReadAllBytes(file)) ?? throw new InvalidDataException($"{file} holds no state of poll.");

    public void Write(string? file)
    {
        if (file is null)
        {
            return;
        }

        var beside = file + ".new";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(beside, file, overwrite: true);
    }
}
