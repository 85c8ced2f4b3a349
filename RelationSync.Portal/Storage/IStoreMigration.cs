namespace RelationSync.Portal.Storage;

internal interface IStoreMigration
{
    /// <summary>Brings the store to the newest migration, wholly or not at all; waits for whoever is at it already.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
