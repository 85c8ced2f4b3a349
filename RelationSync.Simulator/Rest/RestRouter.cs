namespace RelationSync.Simulator.Rest;

/// <summary>Finds the resource of a call. Subrequests come through here too.</summary>
internal static class RestRouter
{
    public static ApiResponse Run(ApiCall call, ApiRequest request)
    {
        try
        {
            return Versions.Refuse(request.Version) ?? Route(call, request);
        }
        catch (ApiException error)
        {
            return ApiResponse.Error(error);
        }
    }

    private static ApiResponse Route(ApiCall call, ApiRequest request) => request.Path switch
    {
        [] => Only("GET", request, () => VersionResource.Root(request)),
        ["limits"] => Only("GET", request, () => LimitsResource.Get(call)),
        ["query"] => Only("GET", request, () => QueryResource.Query(call, request, withDeleted: false)),
        ["queryAll"] => Only("GET", request, () => QueryResource.Query(call, request, withDeleted: true)),
        ["query" or "queryAll", var cursor] => Only("GET", request, () => QueryResource.More(call, request, cursor)),
        ["search"] => Only("GET", request, () => SearchResource.Search(call, request)),
        ["parameterizedSearch"] => SearchResource.Parameterized(call, request),
        ["composite"] => Only("POST", request, () => CompositeResource.Run(call, request)),
        ["composite", "batch"] => Only("POST", request, () => BatchResource.Run(call, request)),
        ["composite", "graph"] => Only("POST", request, () => GraphResource.Run(call, request)),
        ["composite", "sobjects", .. var rest] => CollectionsResource.Run(call, request, rest),
        ["sobjects", .. var rest] => SObjectResource.Run(call, request, rest),
        ["ui-api", "object-info", var entity, "picklist-values", _, var field] => Only("GET", request, () => PicklistResource.UiApi(call, request, entity, field)),
        ["tooling", "query"] => Only("GET", request, () => PicklistResource.ToolingQuery(call, request)),
        _ => throw ApiException.NotFound(),
    };

    private static ApiResponse Only(string method, ApiRequest request, Func<ApiResponse> run) =>
        request.Method == method ? run() : throw ApiException.MethodNotAllowed(request.Method);
}
