namespace RelationSync.Portal.Storage;

/// <summary>What lies at the store's path is not what this process has open: nothing may be acknowledged. The message says what to do.</summary>
internal sealed class StoreLostException(string message) : IOException(message);
