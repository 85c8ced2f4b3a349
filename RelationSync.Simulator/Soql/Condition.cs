namespace RelationSync.Simulator.Soql;

/// <summary>What a WHERE says, as parsed.</summary>
internal abstract record Condition
{
    internal sealed record All(IReadOnlyList<Condition> Parts) : Condition;

    internal sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition;

    internal sealed record Not(Condition Part) : Condition;

    internal sealed record Compare(string Path, string Operator, Literal Value) : Condition;

    internal sealed record InList(string Path, bool Negated, IReadOnlyList<Literal> Values) : Condition;

    internal sealed record InQuery(string Path, bool Negated, SoqlQuery Query) : Condition;
}
