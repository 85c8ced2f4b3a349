namespace RelationSync.Simulator.Rest;

/// <summary>A whole call that Salesforce refuses: <c>[{"message":"…","errorCode":"…","fields":["…"]}]</c>.</summary>
internal sealed class ApiException(int status, string code, string message, params string[] fields) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public IReadOnlyList<string> Fields => fields;

    public static ApiException NotFound() => new(404, "NOT_FOUND", "The requested resource does not exist");

    public static ApiException MethodNotAllowed(string method) =>
        new(405, "METHOD_NOT_ALLOWED", $"HTTP Method '{method}' not allowed.");

    public static ApiException NoColumn(string field, string entity) => new(
        400,
        "INVALID_FIELD",
        $"No such column '{field}' on sobject of type {entity}");

    public static ApiException BadJson(string message) => new(400, "JSON_PARSER_ERROR", message);
}
