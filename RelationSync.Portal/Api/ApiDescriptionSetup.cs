using Microsoft.OpenApi;

namespace RelationSync.Portal.Api;

internal static class ApiDescriptionSetup
{
    private static readonly string Cached = $"public, max-age={(int)TimeSpan.FromMinutes(5).TotalSeconds}";

    public static void AddApiDescription(this IServiceCollection services)
    {
        services.AddOpenApi(ApiDescription.Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.RelativePath is { } path
                && path.StartsWith("api/v1/", StringComparison.Ordinal) && !path.StartsWith("api/v1/inboxes/", StringComparison.Ordinal);
        });
        services.AddSingleton<ApiDescription>();
    }

    /// <summary>Maps <c>GET /openapi/v1.json</c> and <c>/openapi/v1.yaml</c>, for everybody.</summary>
    public static void MapApiDescription(this IEndpointRouteBuilder app)
    {
        app.MapGet("/openapi/v1.json", async (HttpResponse response, ApiDescription description) => Answer(response, await description.JsonAsync(), "application/json"))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/openapi/v1.yaml", async (HttpResponse response, ApiDescription description) => Answer(response, await description.YamlAsync(), "application/yaml"))
            .AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Answer(HttpResponse response, byte[] document, string type)
    {
        response.Headers.CacheControl = Cached;
        return Results.Bytes(document, type);
    }
}
