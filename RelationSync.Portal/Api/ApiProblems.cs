namespace RelationSync.Portal.Api;

/// <summary>How this API says no.</summary>
internal static class ApiProblems
{
    public static IResult Of(ApiQuery query) => Results.ValidationProblem(
        query.Problems,
        detail: string.Join(' ', query.Problems.Values.SelectMany(p => p)),
        title: "A parameter can't be used.");
}
