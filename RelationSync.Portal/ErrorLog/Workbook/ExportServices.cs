namespace RelationSync.Portal.ErrorLog.Workbook;

internal static class ExportServices
{
    /// <summary>The making of workbooks. Needs the store, the queries and the clock.</summary>
    public static IServiceCollection AddExports(this IServiceCollection services) => services
        .AddSingleton(new WorkbookLimits())
        .AddSingleton<ExportQueue>()
        .AddSingleton<NotedExport>()
        .AddSingleton<LogReader>()
        .AddSingleton<ErrorWorkbook>()
        .AddSingleton<ExportLog>()
        .AddSingleton<AuditReader>()
        .AddSingleton<AuditWorkbook>()
        .AddSingleton<ExportAudit>()
        .AddSingleton<ActionsWorkbook>()
        .AddSingleton<ExportActions>()
        .AddSingleton<WorkbookFollowers>();
}
