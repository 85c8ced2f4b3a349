namespace RelationSync.Simulator.Soap;

/// <summary>Why a component can't be saved.</summary>
internal sealed record MetadataFault(string Code, string Message);
