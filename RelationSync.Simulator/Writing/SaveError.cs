namespace RelationSync.Simulator.Writing;

/// <summary>Why one record was not saved.</summary>
internal sealed record SaveError(string StatusCode, string Message, params string[] Fields);
