namespace RelationSync.Simulator.Page;

internal sealed class SampleOperations
{
}
