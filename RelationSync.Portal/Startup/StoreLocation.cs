using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Options;

namespace RelationSync.Portal.Startup;

/// <summary>Where the store's file is, as an absolute path, and what lies beside it. A relative one is relative to the working directory.</summary>
internal sealed class StoreLocation
{
    /// <summary>Demo mode's own file, in the folder of the real one.</summary>
    public const string DemoFile = "relationsync-demo.db";

    public StoreLocation(IOptions<StoreOptions> store, IOptions<DemoOptions> demo)
    {
        var builder = new SqliteConnectionStringBuilder(store.Value.RelationSync);
        var file = Path.GetFullPath(builder.DataSource);
        Folder = Path.GetDirectoryName(file)!;
        builder.DataSource = demo.Value.IsOn ? Path.Combine(Folder, DemoFile) : file;
        ConnectionString = builder.ToString();
        File = builder.DataSource;
    }

    public string ConnectionString { get; }

    public string File { get; }

    public string Folder { get; }

    /// <summary>The keys that cookies and secrets in the store are encrypted with: to be kept, and kept secret, with the store.</summary>
    public string KeysFolder => Path.Combine(Folder, "keys");
}
