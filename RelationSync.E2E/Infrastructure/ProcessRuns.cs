namespace RelationSync.E2E.Infrastructure;

/// <summary>Tests that start, stop and kill processes of their own, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ProcessRuns
{
    public const string Name = "processes";
}
