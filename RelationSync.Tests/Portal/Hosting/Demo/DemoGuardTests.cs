using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Hosting.Demo;

public sealed class DemoGuardTests : IDisposable
{
    private readonly StoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Claim_StoreThatDemoTouched_IsRefusedOutsideOfIt(bool demo, bool simulator)
    {
        await Guard(demo, simulator).ClaimStoreAsync(default);
        await Guard(demo, simulator).ClaimStoreAsync(default);

        await Assert.ThrowsAsync<StartupException>(() => Guard(demo: false).ClaimStoreAsync(default));
    }

    [Fact]
    public async Task Claim_OrdinaryStore_StaysOrdinary()
    {
        await Guard(demo: false).ClaimStoreAsync(default);
        await Guard(demo: false).ClaimStoreAsync(default);
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5080")]
    [InlineData("urls", "http://localhost:5080;http://*:80")]
    [InlineData("urls", "http://sync.example.com")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://[::]:5080")]
    [InlineData("http_ports", "8080")]
    public void CheckAddresses_NotLoopback_IsRefused(string key, string value)
    {
        Assert.Throws<StartupException>(() => Guard(demo: true, setting: (key, value)).CheckAddresses());
        Guard(demo: false, setting: (key, value)).CheckAddresses();
    }

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:0;http://[::1]:5080")]
    public void CheckAddresses_Loopback_IsFine(string urls) => Guard(demo: true, setting: ("urls", urls)).CheckAddresses();

    [Theory]
    [InlineData("localhost", "127.0.0.1", null, true)]
    [InlineData("[::1]", "::1", null, true)]
    [InlineData("demo.example", "127.0.0.1", null, false)]
    [InlineData("localhost", "192.0.2.1", null, false)]
    [InlineData("localhost", "127.0.0.1", "X-Forwarded-For", false)]
    [InlineData("localhost", "127.0.0.1", "Forwarded", false)]
    [InlineData("localhost", "127.0.0.1", "X-Forwarded-Port", false)]
    public void Admits_DemoMode_ThisMachineWithoutAProxyAlone(string host, string from, string? header, bool admitted)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        if (header is not null)
        {
            context.Request.Headers[header] = "192.0.2.1";
        }

        Assert.Equal(admitted, Guard(demo: true).Admits(context));
        Assert.Equal(admitted, Guard(demo: false, simulator: true).Admits(context));
        Assert.True(Guard(demo: false).Admits(context));
    }

    private DemoGuard Guard(bool demo, bool simulator = false, (string Key, string Value)? setting = null)
    {
        var mode = new DemoMode(
            Microsoft.Extensions.Options.Options.Create(new DemoOptions { Enabled = demo }),
            Microsoft.Extensions.Options.Options.Create(new SimulatorOptions { Enabled = simulator }));
        var (key, value) = setting ?? ("urls", "http://localhost:5080");
        return new DemoGuard(mode, _file.Store, new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
    }
}
