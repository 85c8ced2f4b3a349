namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>What became of one component.</summary>
/// <param name="Path">Of its file in the package.</param>
/// <param name="Problem">Null: deployed.</param>
internal sealed record DeployMessage(string Type, string FullName, string Path, string? Problem)
{
    public int Line { get; init; } = 1;

    public int Column { get; init; } = 1;

    /// <summary>It wasn't there before.</summary>
    public bool Created { get; init; }

    public bool Changed { get; init; }

    public static DeployMessage Failure(string type, string fullName, string path, string problem) => new(type, fullName, path, problem);
}
