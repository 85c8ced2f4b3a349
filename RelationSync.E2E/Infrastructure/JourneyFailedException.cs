namespace RelationSync.E2E.Infrastructure;

/// <summary>A journey that failed, with where to look.</summary>
internal sealed class JourneyFailedException(string message, Exception inner) : Exception(message, inner);
