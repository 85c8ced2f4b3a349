namespace RelationSync.Portal.Exports;

internal static class ExportServices
{
    /// <summary>The making of workbooks. Needs the store, the queries and the clock.</summary>
    public static IServiceCollection AddExports(this IServiceCollection services) => services
        .AddSingleton(new WorkbookLimits())
        .AddSingleton<LogReader>()
        .AddSingleton<ErrorWorkbook>()
        .AddSingleton<ExportLog>()
        .AddSingleton<WorkbookFollowers>();
}
