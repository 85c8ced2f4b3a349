using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage;

/// <summary>Keys <c>Store:Provider</c> and <c>ConnectionStrings:RelationSync</c>: the engine, and how to reach it.</summary>
public sealed class StoreOptions
{
    internal const string Section = "ConnectionStrings";

    internal const string ProviderSection = "Store";

    /// <summary>Default <see cref="StoreProvider.Sqlite"/>.</summary>
    public StoreProvider Provider { get; set; }

    /// <summary>Default <c>Data Source=relationsync.db</c>, in the working directory.</summary>
    public string RelationSync { get; set; } = "Data Source=relationsync.db";

    /// <summary>Binding an enum would read any number, and tell of a wrong name in the binder's words.</summary>
    internal void ReadProvider(IConfiguration configuration)
    {
        if (configuration[$"{ProviderSection}:{nameof(Provider)}"] is { Length: > 0 } value)
        {
            Provider = Enum.TryParse<StoreProvider>(value, ignoreCase: true, out var provider) && Enum.IsDefined(provider) && !char.IsAsciiDigit(value[0])
                ? provider
                : throw new OptionsValidationException("", typeof(StoreOptions), [$"{ProviderSection}:{nameof(Provider)} must be Sqlite or PostgreSql; it is '{value}'."]);
        }
    }
}

internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    private const string AllowedFile = "name an SQLite file, like 'Data Source=/var/lib/relationsync/relationsync.db'";
    private const string AllowedServer = "name a PostgreSQL database, like 'Host=db.example.com;Database=relationsync;Username=relationsync;Password=…'";

    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var faults = new OptionFaults(StoreOptions.Section);
        if (options.Provider is StoreProvider.PostgreSql)
        {
            ValidateServer(options.RelationSync, faults);
        }
        else
        {
            ValidateFile(options.RelationSync, faults);
        }

        return faults.ToResult();
    }

    private static void ValidateFile(string value, OptionFaults faults)
    {
        const string Key = nameof(StoreOptions.RelationSync);
        try
        {
            var builder = new SqliteConnectionStringBuilder(value);
            var source = builder.DataSource;
            var inMemory = source.Contains(":memory:", StringComparison.Ordinal) || source.StartsWith("file:", StringComparison.Ordinal);
            faults.Must(source.Length > 0 && !inMemory, Key, AllowedFile, source);
            faults.Must(builder.Mode is SqliteOpenMode.ReadWriteCreate or SqliteOpenMode.ReadWrite, Key, "have no Mode, or ReadWrite", builder.Mode.ToString());
            faults.MustSecret(builder.Password.Length == 0, Key, "have no Password: the SQLite in here encrypts no files, secrets in it are encrypted by themselves");
        }
        catch (ArgumentException)
        {
            faults.MustSecret(false, Key, AllowedFile);
        }
    }

    private static void ValidateServer(string value, OptionFaults faults)
    {
        const string Key = nameof(StoreOptions.RelationSync);
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(value);
            faults.MustSecret(builder.Host is { Length: > 0 } && builder.Database is { Length: > 0 }, Key, AllowedServer);
            faults.Must(!builder.Multiplexing, Key, "have no Multiplexing, which knows no transactions of its own", "on");
        }
        catch (ArgumentException)
        {
            faults.MustSecret(false, Key, AllowedServer);
        }
    }
}
