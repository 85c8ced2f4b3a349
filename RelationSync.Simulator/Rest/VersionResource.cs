using System.Globalization;

namespace RelationSync.Simulator.Rest;

internal static class VersionResource
{
    private static readonly string[] Resources =
        ["tooling", "search", "query", "queryAll", "composite", "limits", "sobjects", "parameterizedSearch", "ui-api"];

    /// <summary>Asked without a token, and never counted.</summary>
    public static ApiResponse List() => ApiResponse.Json(json =>
    {
        json.WriteStartArray();
        for (var version = Versions.First; version <= Versions.Last; version++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{version}.0");
            json.WriteStartObject();
            json.WriteString("label", Versions.LabelOf(version));
            json.WriteString("url", $"/services/data/v{name}");
            json.WriteString("version", name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static ApiResponse Root(ApiRequest request) => ApiResponse.Json(json =>
    {
        json.WriteStartObject();
        foreach (var resource in Resources)
        {
            json.WriteString(resource, $"/services/data/{request.Version}/{resource}");
        }

        json.WriteString("identity", request.IdentityUrl);
        json.WriteEndObject();
    });
}
