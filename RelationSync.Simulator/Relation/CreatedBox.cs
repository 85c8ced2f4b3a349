namespace RelationSync.Simulator.Relation;

/// <summary>The id that a box of the settings was given.</summary>
public sealed record CreatedBox(int BoxId);
