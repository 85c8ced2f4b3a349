namespace RelationSync.Simulator.Control;

/// <summary>A record of the control plane that cannot be stored as it is.</summary>
internal sealed class RecordLoadException(string message) : Exception(message);
