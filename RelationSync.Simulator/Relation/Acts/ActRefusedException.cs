namespace RelationSync.Simulator.Relation.Acts;

/// <summary>The act isn't possible as it was asked for.</summary>
internal sealed class ActRefusedException(string message) : Exception(message);
