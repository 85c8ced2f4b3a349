namespace RelationSync.Tests.Simulator;

[CollectionDefinition(nameof(SimulatorGroup))]
public sealed class SimulatorGroup : ICollectionFixture<SimulatorFixture>;
