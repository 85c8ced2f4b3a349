using Npgsql;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Storage;

public sealed class StoreLocationTests
{
    [Fact]
    public void Of_RelativeFile_LiesInTheWorkingDirectory()
    {
        var location = Of("Data Source=x/portal.db;Cache=Shared", demo: false);

        Assert.Equal(Path.Combine(Directory.GetCurrentDirectory(), "x", "portal.db"), location.File);
        Assert.Equal(Path.Combine(Directory.GetCurrentDirectory(), "x", "keys"), location.KeysFolder);
        Assert.Contains("Cache=Shared", location.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Demo_HasItsOwnFileBeside() => Assert.Equal("/data/relationsync-demo.db", Of("Data Source=/data/portal.db", demo: true).File);

    [Fact]
    public void Prepare_NewFile_IsForOurEyesOnly()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"relationsync-{Guid.NewGuid():N}");
        var location = Of($"Data Source={folder}/portal.db", demo: false);

        location.Prepare();
        location.Prepare();

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(location.File) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The server takes the later one of two.</summary>
    [Theory]
    [InlineData("Host=db;Database=portal", "-c idle_in_transaction_session_timeout=5s")]
    [InlineData("Host=db;Database=portal;Options=-c idle_in_transaction_session_timeout=1min", "-c idle_in_transaction_session_timeout=5s -c idle_in_transaction_session_timeout=1min")]
    public void Of_AServer_EndsSilentTransactions_ButAsTheAdministratorSays(string connectionString, string expected)
    {
        StoreLocation location = new(new StoreOptions { Provider = StoreProvider.PostgreSql, RelationSync = connectionString }, isDemo: false);

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(location.ConnectionString).Options);
    }

    private static StoreLocation Of(string connectionString, bool demo) => new(new StoreOptions { RelationSync = connectionString }, demo);
}
