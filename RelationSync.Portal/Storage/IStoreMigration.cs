namespace RelationSync.Portal.Storage;

internal interface IStoreMigration
{
    /// <summary>Brings the store to the newest migration, all or nothing; waits for another process that is migrating it.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
