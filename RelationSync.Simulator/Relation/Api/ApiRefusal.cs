namespace RelationSync.Simulator.Relation.Api;

/// <summary>An answer of the API that isn't 2xx.</summary>
internal sealed class ApiRefusal(int status, string message) : Exception(message)
{
    public int Status => status;

    public static ApiRefusal BadParameter(string name) => new(400, $"invalid parameter: {name}");

    public static ApiRefusal NotFound() => new(404, "not found");
}
