using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage;

/// <summary>Key <c>ConnectionStrings:RelationSync</c>: the SQLite file.</summary>
public sealed class StoreOptions
{
    internal const string Section = "ConnectionStrings";

    /// <summary>Default <c>Data Source=relationsync.db</c>, in the working directory.</summary>
    public string RelationSync { get; set; } = "Data Source=relationsync.db";
}

internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    private const string Allowed = "name an SQLite file, like 'Data Source=/var/lib/relationsync/relationsync.db'";

    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var faults = new OptionFaults(StoreOptions.Section);
        try
        {
            var builder = new SqliteConnectionStringBuilder(options.RelationSync);
            var source = builder.DataSource;
            var inMemory = source.Contains(":memory:", StringComparison.Ordinal) || source.StartsWith("file:", StringComparison.Ordinal);
            faults.Must(source.Length > 0 && !inMemory, nameof(options.RelationSync), Allowed, source);
            faults.Must(builder.Mode is SqliteOpenMode.ReadWriteCreate or SqliteOpenMode.ReadWrite, nameof(options.RelationSync), "have no Mode, or ReadWrite", builder.Mode.ToString());
            faults.MustSecret(builder.Password.Length == 0, nameof(options.RelationSync), "have no Password: the SQLite in here encrypts no files, secrets in it are encrypted by themselves");
        }
        catch (ArgumentException)
        {
            faults.MustSecret(false, nameof(options.RelationSync), Allowed);
        }

        return faults.Result;
    }
}
