using System.Net;
using System.Net.Sockets;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>Where the portal can't listen it says so, by the key that is at fault.</summary>
[Collection(ProcessRuns.Name)]
public sealed class AddressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_PortTaken_NamesUrls()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await StopsAsync($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
    }

    [Theory]
    [InlineData("http://203.0.113.9:5999")] // an address for documentation: no machine's
    [InlineData("https://127.0.0.1:5999")] // without a certificate
    public Task Start_AddressThatIsNone_NamesUrls(string url) => StopsAsync(url);

    private async Task StopsAsync(string url)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var settings = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["HOME"] = _folder, // a developer's has a certificate for localhost
            ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(_folder, "store.db")}",
        };

        var end = await Assert.ThrowsAnyAsync<Exception>(async () => await (await PortalProgram.StartAsync(url, settings, patience.Token)).DisposeAsync());

        Assert.Contains("ended with 1 ", end.Message, StringComparison.Ordinal);
        Assert.Contains("RelationSync doesn't start: Urls ", end.Message, StringComparison.Ordinal);
        Assert.Contains(url, end.Message, StringComparison.Ordinal);
    }
}
