namespace RelationSync.Simulator.Rest;

internal sealed record SubrequestResult(Subrequest Subrequest, ApiResponse Response);
