namespace RelationSync.Domain.Common;

/// <summary>A sentence of ours under a code. It is stored as code and arguments, and worded for whoever reads it.</summary>
/// <param name="Code">Stable, in UPPER_SNAKE_CASE.</param>
/// <param name="Name">Tells a code's sentences apart; empty where it has only one.</param>
/// <param name="English">The stable wording of the read-back API, with <c>{0}</c> for the first argument.</param>
/// <param name="Parameters">Names of the arguments, in their order.</param>
public abstract record CodedMessage(string Code, string Name, string English, IReadOnlyList<string> Parameters)
{
    /// <summary>True if that argument is a number; it is then shown with the reader's separators.</summary>
    public abstract bool IsNumber(int parameter);
}

/// <summary>A sentence without arguments.</summary>
public sealed record PlainMessage(string Code, string Name, string English) : CodedMessage(Code, Name, English, [])
{
    public CodedText Text => new(this, []);

    public override bool IsNumber(int parameter) => false;
}

/// <summary>A sentence with one argument: a number (<see langword="int"/>) or a text.</summary>
public sealed record CodedMessage<T>(string Code, string Name, string English, string Parameter) : CodedMessage(Code, Name, English, [Parameter])
    where T : notnull
{
    public CodedText With(T argument) => new(this, [argument]);

    public override bool IsNumber(int parameter) => typeof(T) == typeof(int);
}

/// <summary>A sentence with two arguments, each a number (<see langword="int"/>) or a text.</summary>
public sealed record CodedMessage<T1, T2>(string Code, string Name, string English, string First, string Second) : CodedMessage(Code, Name, English, [First, Second])
    where T1 : notnull
    where T2 : notnull
{
    public CodedText With(T1 first, T2 second) => new(this, [first, second]);

    public override bool IsNumber(int parameter) => (parameter == 0 ? typeof(T1) : typeof(T2)) == typeof(int);
}
