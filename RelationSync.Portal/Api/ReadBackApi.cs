using System.Globalization;
using System.Text.Json;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Actions;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Api;

/// <summary>Reading back what the portal knows, for monitoring and tests. Any signed-in user may.</summary>
public static class ReadBackApi
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Maps <c>GET /api/v1/connections</c>, <c>/api/v1/actions</c> and <c>/api/v1/errors</c>.</summary>
    public static IEndpointRouteBuilder MapReadBackApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization();
        api.MapGet("/connections", ConnectionsAsync).WithSummary("Lists the connections and how many of their actions wait or failed").Produces<IReadOnlyList<ApiConnection>>();
        api.MapGet("/actions", ActionsAsync).WithSummary("Lists actions: inbox, status, activity_id, limit, before, after").Produces<ApiPage<ApiAction>>();
        api.MapGet("/errors", ErrorsAsync).WithSummary("Lists the error log: inbox, severity, category, state, from, to, limit, before, after").Produces<ApiPage<ApiError>>();
        return app;
    }

    private static async Task<IResult> ConnectionsAsync(
        HttpRequest request, ListConnections connections, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(request.Query);
        query.RefuseUnknown();
        if (query.Problems.Count > 0)
        {
            return ApiProblems.Of(query);
        }

        var now = time.GetUtcNow();
        var found = await connections.RunAsync(cancellationToken);
        return Results.Json(found.Select(c => new ApiConnection(
            c.Id,
            c.Inbox.Key,
            Codes.Of(c.State),
            Codes.Of(c.Targets),
            c.Counts.Pending,
            c.Counts.Failed,
            c.Counts.OldestPendingAt is { } oldest ? Math.Max(0, (long)(now - oldest).TotalSeconds) : null)), Json);
    }

    private static async Task<IResult> ActionsAsync(
        HttpRequest request, ListActions actions, ListInboxes inboxes, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(request.Query);
        var inbox = await InboxAsync(query, inboxes, cancellationToken);
        var filter = new ActionFilter(
            inbox,
            Status: query.OneOf("status", ActionStatusCodes.All),
            ActivityId: query.Text("activity_id"));
        var (keyset, limit) = Paging(query);
        if (query.Problems.Count > 0)
        {
            return ApiProblems.Of(query);
        }

        var page = await actions.RunAsync(filter, keyset, limit, ScanLimits.Program, cancellationToken);
        return Answer(page.Items, page.Next, a => new ApiAction(
            a.Id,
            a.Inbox.Key,
            a.Channel,
            a.ActivityId,
            a.Status,
            a.TriggerAt.UtcDateTime,
            a.SyncedAt?.UtcDateTime,
            a.EventId,
            a.Attempts,
            a.LastError));
    }

    private static async Task<IResult> ErrorsAsync(
        HttpRequest request, ListErrors errors, ListInboxes inboxes, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(request.Query);
        var inbox = await InboxAsync(query, inboxes, cancellationToken);
        var severity = query.OneOf("severity", Codes.All<LogSeverity>());
        var category = query.OneOf("category", Codes.All<LogCategory>());
        var state = query.OneOf("state", Codes.All<EntryState>());
        var filter = new ErrorFilter(
            inbox,
            severity is null ? null : Codes.Find<LogSeverity>(severity),
            category is null ? null : Codes.Find<LogCategory>(category),
            query.Time("from"),
            query.Time("to"),
            State: state is null ? null : Codes.Find<EntryState>(state));
        var (keyset, limit) = Paging(query);
        if (query.Problems.Count > 0)
        {
            return ApiProblems.Of(query);
        }

        var page = await errors.RunAsync(filter, keyset, limit, cancellationToken);
        return Answer(page.Items, page.HasMore ? page.Items[^1].Seq : null, e => new ApiError(
            e.Seq.ToString(CultureInfo.InvariantCulture),
            e.At.UtcDateTime,
            e.Inbox.Key,
            Codes.Of(e.Severity),
            Codes.Of(e.Category),
            e.Code,
            e.Message,
            GuidanceTexts.For(e.Code, e.Category),
            e.ActionId,
            Codes.Of(e.State),
            e.ClosedAt?.UtcDateTime));
    }

    private static async Task<long?> InboxAsync(ApiQuery query, ListInboxes inboxes, CancellationToken cancellationToken)
    {
        if (query.Text("inbox") is not { } key)
        {
            return null;
        }

        var found = (await inboxes.RunAsync(cancellationToken)).FirstOrDefault(i => i.Key == key);
        return found is null ? query.Bad<long?>("inbox", "is the key of an inbox, and none has this one") : found.Id;
    }

    private static (Keyset Keyset, int Limit) Paging(ApiQuery query)
    {
        var after = query.Number("after", 0, long.MaxValue);
        var limit = query.Number("limit", 1, MaxLimit) ?? DefaultLimit;
        query.RefuseUnknown();
        return (Keyset.Oldest with { Beyond = after }, (int)limit);
    }

    private static IResult Answer<TView, TItem>(IReadOnlyList<TView> items, long? next, Func<TView, TItem> item) => Results.Json(
        new ApiPage<TItem>([.. items.Select(item)], next?.ToString(CultureInfo.InvariantCulture)), Json);
}
