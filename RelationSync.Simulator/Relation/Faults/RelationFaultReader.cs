namespace RelationSync.Simulator.Relation.Faults;

/// <summary>Checks what the control plane sent before a fault is armed: a misspelt one would prove nothing.</summary>
internal static class RelationFaultReader
{
    private static readonly Dictionary<string, RelationFaultKind> Kinds = new(StringComparer.Ordinal)
    {
        ["status"] = RelationFaultKind.Status,
        ["forbidden"] = RelationFaultKind.Forbidden,
        ["html_503"] = RelationFaultKind.Html503,
        ["hang"] = RelationFaultKind.Hang,
        ["truncate"] = RelationFaultKind.Truncate,
        ["wrong_type"] = RelationFaultKind.WrongType,
        ["unknown_field"] = RelationFaultKind.UnknownField,
        ["unknown_method"] = RelationFaultKind.UnknownMethod,
        ["unknown_action"] = RelationFaultKind.UnknownAction,
        ["revoke_token"] = RelationFaultKind.RevokeToken,
    };

    public static RelationFault? Read(RelationFaultRequest request, out string problem)
    {
        string[] unknown = [.. request.Unknown?.Keys.AsEnumerable() ?? [], .. request.Match?.Unknown?.Keys.Select(name => "match." + name) ?? []];
        RelationFaultKind? kind = request.Kind is { } name && Kinds.TryGetValue(name, out var known) ? known : null;
        problem = unknown.Length > 0 ? $"unknown members of a fault: {string.Join(", ", unknown)}"
            : kind is null ? $"kind must be one of {string.Join(", ", Kinds.Keys)}"
            : request.Times is < 1 || request.DelayMs is < 0 || request.Status is < 200 or > 599 ? "times must be 1 or more, delay_ms 0 or more, status 200 to 599"
            : request.Status is not null && kind != RelationFaultKind.Status ? "status belongs to the kind status"
            : request.Headers is not null && kind != RelationFaultKind.Forbidden ? "headers belongs to the kind forbidden"
            : string.Empty;
        return problem.Length == 0 ? new RelationFault(kind!.Value, request) : null;
    }
}
