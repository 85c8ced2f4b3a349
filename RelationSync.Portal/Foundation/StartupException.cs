namespace RelationSync.Portal.Foundation;

/// <summary>The portal can't start, and the message says why to whoever runs it.</summary>
internal class StartupException(string message) : Exception(message);
