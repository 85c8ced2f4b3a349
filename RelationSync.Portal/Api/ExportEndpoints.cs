using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Access;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Audit;
using RelationSync.Portal.ErrorLog.Workbook;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Api;

/// <summary>Downloads: the error log for any signed-in user, since this is what Support does most; the audit log for those who may see its page.</summary>
public static class ExportEndpoints
{
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Maps <c>GET /connections/{id}/errors.xlsx</c> <c>GET /errors.xlsx</c>, <c>GET /actions.xlsx</c> and <c>GET /audit.xlsx</c>.</summary>
    public static IEndpointRouteBuilder MapExports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/connections/{id}/errors.xlsx", OfConnectionAsync).RequireAuthorization();
        app.MapGet("/errors.xlsx", OfInboxesAsync).RequireAuthorization();
        app.MapGet("/actions.xlsx", OfActionsAsync).RequireAuthorization();
        app.MapGet("/audit.xlsx", OfAuditAsync).RequireAuthorization(Policies.Administrator);
        return app;
    }

    // The log belongs to the inbox: what was logged before a connection was made anew is part of it.
    private static async Task<IResult> OfConnectionAsync(
        string id, HttpContext http, LogReader log, ExportLog export, WorkbookFollowers followers, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(http.Request.Query);
        var ticket = query.Text("progress");
        query.RefuseUnknown();
        if (query.Problems.Count > 0)
        {
            return ApiProblems.Of(query);
        }

        return Guid.TryParse(id, out var connection) && await log.InboxOfAsync(connection, cancellationToken) is { } inbox
            ? Send(http, await export.RunAsync(http.User, new WorkbookOrder(inbox), followers.Find(ticket), cancellationToken))
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such connection.");
    }

    private static async Task<IResult> OfInboxesAsync(
        HttpContext http, ListInboxes inboxes, ExportLog export, WorkbookFollowers followers, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(http.Request.Query);
        var key = query.Text("inbox");
        var inbox = key is null ? null : (await inboxes.RunAsync(cancellationToken)).FirstOrDefault(i => i.Key == key);
        if (key is not null && inbox is null)
        {
            query.Bad<string>("inbox", "is the key of an inbox, and none has this one");
        }

        var severity = query.OneOf("severity", Codes.All<LogSeverity>());
        var category = query.OneOf("category", Codes.All<LogCategory>());
        var code = query.Text("code");
        var ticket = query.Text("progress");
        query.RefuseUnknown();
        if (query.Problems.Count > 0)
        {
            return ApiProblems.Of(query);
        }

        var order = new WorkbookOrder(
            inbox,
            severity is null ? null : Codes.Find<LogSeverity>(severity),
            category is null ? null : Codes.Find<LogCategory>(category),
            code);
        return Send(http, await export.RunAsync(http.User, order, followers.Find(ticket), cancellationToken));
    }

    private static async Task<IResult> OfActionsAsync(
        HttpContext http, ExportActions export, WorkbookFollowers followers, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(http.Request.Query);
        var given = ActionsAddress.Filters.ToDictionary(name => name, name => query.Text(name, maxLength: 254));
        var ticket = query.Text("progress");
        query.RefuseUnknown();
        return query.Problems.Count > 0
            ? ApiProblems.Of(query)
            : Send(http, await export.RunAsync(http.User, ActionsAddress.Read(given.GetValueOrDefault), followers.Find(ticket), cancellationToken));
    }

    private static async Task<IResult> OfAuditAsync(HttpContext http, ExportAudit export, WorkbookFollowers followers, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(http.Request.Query);
        var actor = query.Text("who");
        var act = query.OneOf("act", Enum.GetNames<AuditAct>());
        var search = query.Text("q");
        var (from, to) = (Day(query, "from"), Day(query, "to"));
        var ticket = query.Text("progress");
        query.RefuseUnknown();
        if (query.Problems.Count > 0)
        {
            return ApiProblems.Of(query);
        }

        var asked = new AuditQuery(
            actor,
            act is null ? null : Enum.Parse<AuditAct>(act),
            from is { } first ? AuditDays.Begin(first) : null,
            to is { } last ? AuditDays.End(last) : null,
            string.IsNullOrWhiteSpace(search) ? null : search.Trim());
        return Send(http, await export.RunAsync(http.User, asked, followers.Find(ticket), cancellationToken));
    }

    private static DateOnly? Day(ApiQuery query, string name) => query.Text(name) is not { } text ? null
        : AuditDays.Read(text) ?? query.Bad<DateOnly?>(name, "is a day like 2026-11-24");

    private static IResult Send(HttpContext http, WorkbookFile file)
    {
        http.Response.RegisterForDispose(file);
        http.Response.Headers.ContentDisposition = file.Name.ContentDisposition();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(file.Content, MediaType);
    }
}
