using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Relation.Api;

namespace RelationSync.Simulator.Relation.Faults;

internal static class RelationFaultAnswers
{
    public static HttpAnswer Maintenance() => HttpAnswer.Html(503, "<!doctype html><html><head><title>メンテナンス中</title></head><body><h1>ただいまメンテナンス中です</h1></body></html>");

    public static HttpAnswer Forbidden() => RelationApi.Refuse(403, "forbidden");

    public static string MessageOf(int status) => status switch
    {
        400 => "invalid parameter",
        401 => "invalid token",
        403 => "forbidden",
        404 => "not found",
        415 => "unsupported content type",
        503 => "under maintenance",
        _ => "internal server error",
    };
}
