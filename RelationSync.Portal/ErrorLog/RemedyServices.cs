namespace RelationSync.Portal.ErrorLog;

internal static class RemedyServices
{
    /// <summary>What people do about errors.</summary>
    public static IServiceCollection AddRemedies(this IServiceCollection services) => services
        .AddSingleton<AnswerOutcome>()
        .AddSingleton<EditCause>()
        .AddSingleton<ReopenEntries>()
        .AddSingleton<RetryActions>()
        .AddSingleton<SettleEntries>();
}
