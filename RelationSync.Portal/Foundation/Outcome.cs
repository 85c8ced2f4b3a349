namespace RelationSync.Portal.Foundation;

/// <summary>What a command answers: its value, or why it was refused.</summary>
public readonly record struct Outcome<T>
{
    private readonly IReadOnlyList<CommandFault>? _faults;

    public Outcome(T? value, params IReadOnlyList<CommandFault> faults) => (Value, _faults) = (value, faults);

    public T? Value { get; }

    /// <summary>Several only of a form whose fields are each refused. Empty: done.</summary>
    public IReadOnlyList<CommandFault> Faults => _faults ?? [];

    /// <summary>The first of them; null: done.</summary>
    public CommandFault? Fault => Faults is [var first, ..] ? first : null;

    public static implicit operator Outcome<T>(T value) => new(value);

    public static implicit operator Outcome<T>(CommandFault fault) => new(default, fault);

    public void Deconstruct(out T? value, out CommandFault? fault) => (value, fault) = (Value, Fault);
}
