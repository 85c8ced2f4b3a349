namespace RelationSync.Portal.Connections;

/// <summary>What a command answers: its value, or why it was refused.</summary>
internal readonly record struct Outcome<T>(T? Value, ConnectingFault? Fault)
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(ConnectingFault fault) => new(default, fault);
}
