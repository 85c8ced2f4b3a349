using System.Globalization;
using System.Runtime.CompilerServices;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>A filtered list of actions as a workbook, the newest first, in the language of the current culture. Times are of each inbox's clock.</summary>
internal sealed class ActionsWorkbook(BrowseActions list, ListActions actions, ListInboxes inboxes, ExportQueue turns, WorkbookLimits limits, TimeProvider time)
{
    /// <summary>So many are written; the sheet says so where there are more.</summary>
    public const int MostRows = 100_000;

    /// <summary>Waits for its turn and makes it. Whoever asked disposes the answer, and the file with it.</summary>
    public Task<WorkbookFile> MakeAsync(ActionsQuery query, WorkbookProgress progress, CancellationToken cancellationToken) => turns.MakeAsync(
        () =>
        {
            var now = time.GetUtcNow();
            return new WorkbookTask(WorkbookName.OfActions(now), file => WriteAsync(file, query, now, progress, cancellationToken));
        },
        progress,
        cancellationToken);

    private async Task WriteAsync(Stream output, ActionsQuery query, DateTimeOffset now, WorkbookProgress progress, CancellationToken cancellationToken)
    {
        var inbox = (await inboxes.RunAsync(cancellationToken)).FirstOrDefault(i => i.Key == query.Inbox);
        var known = query.Inbox is null || inbox is not null;
        progress.Report(WorkbookStage.Making, 0, 0);
        var plan = ActionSheet.Plan(Heading(query, inbox, now));
        using var package = new WorkbookPackage(WorkbookSkeleton.Create([plan], plan.Heading[0], now), [plan], output);
        await new SheetSeries(package, [plan], limits.RowsPerSheet - plan.HeaderRow, linksPerSheet: 0).WriteAsync(
            known ? PagesAsync(list.Filter(query, inbox?.Id), cancellationToken) : Nothing(),
            (sheet, _, action) => ActionSheet.Write(sheet, action),
            done => progress.Report(WorkbookStage.Making, done, done));
        package.Finish();
    }

    private static async IAsyncEnumerable<IReadOnlyList<ActionView>> Nothing()
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <summary>Each page by itself: no transaction lasts longer than one.</summary>
    private async IAsyncEnumerable<IReadOnlyList<ActionView>> PagesAsync(
        ActionFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var written = 0;
        for (long? beyond = null; written < MostRows;)
        {
            var page = await actions.RunAsync(filter, Keyset.Newest with { Beyond = beyond }, Math.Min(limits.PageSize, MostRows - written), ScanLimits.Program, cancellationToken);
            written += page.Items.Count;
            yield return page.Items;
            if (page.Next is not { } next)
            {
                yield break;
            }

            beyond = next;

            // SQLite reads without ever waiting: this gives the thread back, so that a long export holds up nobody.
            await Task.Yield();
        }
    }

    private static List<string> Heading(ActionsQuery query, InboxName? inbox, DateTimeOffset now)
    {
        List<string> heading = [WorkbookTexts.Get("Workbook_Actions_Title"), WorkbookTexts.Get("Workbook_Actions_At", TimeZoneInfo.ConvertTime(now, DayBoundaries.Default), DayBoundaries.DefaultZoneId, MostRows)];
        var conditions = Conditions(query, inbox).ToList();
        if (conditions.Count > 0)
        {
            heading.Add(WorkbookTexts.Get("Workbook_Actions_Only", string.Join(" / ", conditions)));
        }

        return heading;
    }

    /// <summary>As the URL has them: whoever opens the file can ask for the same list.</summary>
    private static IEnumerable<string> Conditions(ActionsQuery query, InboxName? inbox)
    {
        (string Name, string? Value)[] all =
        [
            ("inbox", inbox?.Name ?? query.Inbox), ("channel", query.Channel), ("status", query.Status), ("q", query.Search), ("operator", query.Operator),
            ("from", query.From?.ToString("u", CultureInfo.InvariantCulture)), ("to", query.To?.ToString("u", CultureInfo.InvariantCulture)), ("set", query.Set is { } set ? Codes.Of(set) : null),
            ("tests", query.WithoutTests ? "no" : null), ("synced", query.SyncedFrom?.ToString("u", CultureInfo.InvariantCulture)),
            ("until", query.SyncedTo?.ToString("u", CultureInfo.InvariantCulture)), ("made", query.MadeOn?.ToString()),
        ];
        return all.Where(c => c.Value is not null).Select(c => $"{c.Name}: {c.Value}");
    }
}
