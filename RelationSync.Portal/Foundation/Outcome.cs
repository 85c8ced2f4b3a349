namespace RelationSync.Portal.Foundation;

/// <summary>What a command answers: its value, or why it was refused.</summary>
public readonly record struct Outcome<TValue, TFault>(TValue? Value, TFault? Fault)
    where TFault : struct, Enum
{
    public static implicit operator Outcome<TValue, TFault>(TValue value) => new(value, null);

    public static implicit operator Outcome<TValue, TFault>(TFault fault) => new(default, fault);
}
