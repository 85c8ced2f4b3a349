using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Api;

/// <summary>
/// The OpenAPI document: the intake and our notifications as <c>openapi.json</c> writes them by hand, and beside them what
/// ASP.NET Core knows of the other endpoints. Written once; the same for everybody.
/// </summary>
internal sealed class ApiDescription(IServiceProvider services, PublicAddress portal)
{
    public const string Document = "v1";

    private const string Resource = "openapi.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<Task<(byte[] Json, byte[] Yaml)>> _written = new(() => WriteAsync(services, portal.Url));

    public async Task<byte[]> JsonAsync() => (await _written.Value).Json;

    public async Task<byte[]> YamlAsync() => (await _written.Value).Yaml;

    /// <summary>What is written by hand: the intake, and the webhooks that we send.</summary>
    public static JsonObject ReadIntake()
    {
        using var stream = typeof(ApiDescription).Assembly.GetManifestResourceStream(Resource)!;
        return JsonNode.Parse(stream)!.AsObject();
    }

    private static async Task<(byte[] Json, byte[] Yaml)> WriteAsync(IServiceProvider services, Uri url)
    {
        var document = ReadIntake();
        document["servers"] = new JsonArray(new JsonObject { ["url"] = url.AbsoluteUri.TrimEnd('/') });
        AddOthers(document, await DescribeOthersAsync(services));
        return (JsonSerializer.SerializeToUtf8Bytes(document, Indented), YamlText.Of(document));
    }

    private static async Task<JsonObject> DescribeOthersAsync(IServiceProvider services)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document);
        await using var scope = services.CreateAsyncScope();
        var described = await provider.GetOpenApiDocumentAsync();
        await using var text = new MemoryStream();
        await described.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1);
        return JsonNode.Parse(text.ToArray())!.AsObject();
    }

    private static void AddOthers(JsonObject document, JsonObject others)
    {
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var (name, schema) in Take(others["components"]?["schemas"]))
        {
            schemas[name] = InSnakeCase(schema!);
        }

        foreach (var (path, item) in Take(others["paths"]))
        {
            foreach (var (method, operation) in item!.AsObject().ToList())
            {
                operation!["operationId"] = $"{method}{string.Concat(path.Split('/').Skip(3).Select(p => char.ToUpperInvariant(p[0]) + p[1..]))}";
                operation["security"] = method == "get" ? new JsonArray(new JsonObject { ["session"] = new JsonArray() }) : new JsonArray();
            }

            document["paths"]![path] = item;
        }
    }

    /// <summary>The members of an object, taken out of it.</summary>
    private static List<KeyValuePair<string, JsonNode?>> Take(JsonNode? node)
    {
        var members = node?.AsObject().ToList() ?? [];
        node?.AsObject().Clear();
        return members;
    }

    /// <summary>The read-back API writes its members like that, whatever the process does elsewhere.</summary>
    private static JsonNode InSnakeCase(JsonNode schema)
    {
        if (schema["properties"] is JsonObject properties)
        {
            schema["properties"] = new JsonObject(Take(properties).Select(p => KeyValuePair.Create(Snake(p.Key), p.Value)));
        }

        if (schema["required"] is JsonArray required)
        {
            schema["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(Snake(r!.GetValue<string>())))]);
        }

        return schema;
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
