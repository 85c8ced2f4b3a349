namespace RelationSync.Simulator.Schema;

internal sealed record PicklistValue(string Value, string Label, bool Active = true, bool Default = false);
