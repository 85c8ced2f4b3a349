using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.JSInterop;
using MudBlazor.Interop;
using MudBlazor.Services;
using RelationSync.Portal.Components.Layout;

namespace RelationSync.Portal.Hosting.Circuits;

/// <summary>
/// Reads and writes what pages and browsers say to each other without methods made at run time. Each circuit has JSON options of its
/// own and would make a hundred of them, which cost it more than all that it shows.
/// </summary>
internal static class CircuitJson
{
    private static readonly IJsonTypeInfoResolver Resolver = JsonTypeInfoResolver.Combine(CircuitTypes.Default, new ByReflection());

    public static void AddCircuitJson(this IServiceCollection services)
    {
        var made = services.Last(s => s.ServiceType == typeof(IJSRuntime)).ImplementationType!;
        var make = ActivatorUtilities.CreateFactory(made, []);
        services.AddScoped<IJSRuntime>(scope =>
        {
            var runtime = (JSRuntime)make(scope, null);
            OptionsOf(runtime).TypeInfoResolver = Resolver;
            return runtime;
        });
    }

    /// <summary>Open to classes that inherit only; the runtime of a circuit is sealed.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_JsonSerializerOptions")]
    public static extern JsonSerializerOptions OptionsOf(JSRuntime runtime);

    /// <summary>Whatever else there is. A number isn't looked up as each of its thirty interfaces.</summary>
    private sealed class ByReflection : IJsonTypeInfoResolver
    {
        private readonly DefaultJsonTypeInfoResolver _all = new();

        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
            type is { IsInterface: true, Namespace: "System" or "System.Numerics" } ? null : _all.GetTypeInfo(type, options);
    }
}

/// <summary>What MudBlazor and our layout say on every page.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BoundingClientRect))]
[JsonSerializable(typeof(BrowserWindowSize))]
[JsonSerializable(typeof(ResizeOptions))]
[JsonSerializable(typeof(KeyInterceptorOptions))]
[JsonSerializable(typeof(MainLayout.BrowserFacts))]
[JsonSerializable(typeof(Dictionary<string, List<string>>))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class CircuitTypes : JsonSerializerContext;
