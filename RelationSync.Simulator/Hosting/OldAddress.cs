using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Hosting;

/// <summary>What the address that an org has left still answers.</summary>
internal static class OldAddress
{
    public static bool Refuses(MovedTo moved, OrgRequest request) =>
        moved.IsOld(request.BaseUrl) && (moved.Login == "moves" || !IsLogin(request.Path));

    /// <summary>Null where nobody answers any more.</summary>
    public static HttpAnswer? Answer(MovedTo moved, OrgRequest request) => moved.Old switch
    {
        "302" => HttpAnswer.Redirect(moved.Resolve(request.BaseUrl) + request.PathAndQuery),
        "html_404" => HttpAnswer.Html(404, "<!doctype html><html><head><title>URL No Longer Exists</title></head><body><p>URL No Longer Exists</p></body></html>"),
        _ => null,
    };

    private static bool IsLogin(string path) =>
        path.StartsWith("/services/oauth2/", StringComparison.Ordinal)
        || path.StartsWith("/id/", StringComparison.Ordinal)
        || path.StartsWith("/.well-known/", StringComparison.Ordinal);
}
