namespace RelationSync.Benchmarks.Fuzzing;

/// <summary>Something that bad input is thrown at.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>How many of a thousand cases are its own.</summary>
    int Share { get; }

    /// <summary>What has to hold, in a few words.</summary>
    string Holds { get; }

    /// <summary>Runs so many cases, numbered from 0; or only <see cref="FuzzCounts.Only"/>.</summary>
    Task RunAsync(FuzzCounts counts, int cases, CancellationToken cancellationToken);
}
