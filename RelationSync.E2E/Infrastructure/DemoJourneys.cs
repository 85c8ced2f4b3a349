namespace RelationSync.E2E.Infrastructure;

/// <summary>Tests that share one portal in demo mode and one browser.</summary>
[CollectionDefinition(Name)]
public sealed class DemoJourneys : ICollectionFixture<Demo>
{
    public const string Name = "demo";
}
