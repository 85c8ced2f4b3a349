namespace RelationSync.Portal.Accounts.People;

/// <summary>What a command answers: its value, or why it was refused.</summary>
internal readonly record struct Outcome<T>(T? Value, AccountFault? Fault)
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(AccountFault fault) => new(default, fault);
}
