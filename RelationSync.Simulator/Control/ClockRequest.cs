namespace RelationSync.Simulator.Control;

internal sealed record ClockRequest(DateTimeOffset? Now, double? AdvanceSeconds);
