namespace RelationSync.Simulator.Page;

internal sealed record EventRow(string Id, string? Subject, string? Who, string? Owner, DateTime? Start, DateTime? End, bool Deleted);
