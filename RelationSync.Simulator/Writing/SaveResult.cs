namespace RelationSync.Simulator.Writing;

/// <summary>What became of one record of a write, in the order it was sent.</summary>
internal sealed record SaveResult(string? Id, SaveError? Error, bool Created = false)
{
    public bool Success => Error is null;

    public static SaveResult Failed(SaveError error) => new(null, error);

    public static SaveResult Failed(string code, string message, params string[] fields) =>
        new(null, new SaveError(code, message, fields));
}
