using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using MudBlazor;
using MudBlazor.Interop;
using MudBlazor.Services;
using RelationSync.Portal.Components.Layout;
using RelationSync.Portal.Hosting.Circuits;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>What a circuit and its browser say to each other: the same JSON as ever, by code that all circuits share.</summary>
public sealed class CircuitJsonTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Theory]
    [InlineData(typeof(BoundingClientRect))]
    [InlineData(typeof(BrowserWindowSize))]
    [InlineData(typeof(ResizeOptions))]
    [InlineData(typeof(KeyInterceptorOptions))]
    [InlineData(typeof(MainLayout.BrowserFacts))]
    public async Task Options_OfEveryPage_NeedNoMethodsMadeAtRunTime(Type type)
    {
        await using var circuit = portal.Services.CreateAsyncScope();

        Assert.Same(CircuitTypes.Default, Options(circuit).GetTypeInfo(type).OriginatingResolver);
    }

    [Fact]
    public async Task Options_OfTwoCircuits_AreTheirOwn()
    {
        await using var one = portal.Services.CreateAsyncScope();
        await using var other = portal.Services.CreateAsyncScope();

        Assert.NotSame(Options(one), Options(other));
    }

    [Fact]
    public async Task Json_IsAsTheBrowserKnowsIt()
    {
        await using var circuit = portal.Services.CreateAsyncScope();
        var options = Options(circuit);

        Assert.Equal(
            """{"reportRate":250,"enableLogging":false,"suppressInitEvent":true,"notifyOnBreakpointOnly":true,"breakpointDefinitions":{"Sm":600}}""",
            JsonSerializer.Serialize(new ResizeOptions { ReportRate = 250, NotifyOnBreakpointOnly = true, BreakpointDefinitions = new() { [Breakpoint.Sm] = 600 } }, options));
        Assert.Equal(1024, JsonSerializer.Deserialize<BrowserWindowSize>("""{"width":1024,"height":768}""", options)!.Width);
        Assert.Equal("""{"any":[1,"x"]}""", JsonSerializer.Serialize(new { Any = new object[] { 1, "x" } }, options));
    }

    private static JsonSerializerOptions Options(AsyncServiceScope circuit) =>
        CircuitJson.OptionsOf((JSRuntime)circuit.ServiceProvider.GetRequiredService<IJSRuntime>());
}
