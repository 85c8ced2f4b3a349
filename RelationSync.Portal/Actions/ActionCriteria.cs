using System.Globalization;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Actions;

/// <summary>A filter in the three forms that reading needs: SQL, what the index is asked, and what only we can compare.</summary>
internal sealed class ActionCriteria
{
    private readonly string? _search;
    private readonly string? _operator;
    private readonly ActionFilter _filter;

    /// <param name="filter">What is asked for.</param>
    /// <param name="now">The moment.</param>
    /// <param name="dialect">The engine's.</param>
    /// <param name="made">The condition for a day that actions were made on; null: any.</param>
    public ActionCriteria(ActionFilter filter, DateTimeOffset now, Dialect dialect, string? made = null)
    {
        _filter = filter;
        _search = filter.Search is null ? null : SearchText.Normal(filter.Search);
        _operator = filter.Operator is null ? null : SearchText.Normal(filter.Operator);
        var sets = filter.Figure is { } figure
            ? new ActionSets(dialect, now, DayBoundaries.Midnight(now, DayBoundaries.Default), figure.Target)
            : null;
        IEnumerable<string?> all = [.. Conditions(filter, now), made, sets?.Of(filter.Figure!.Set)];
        Sql = string.Concat(all.OfType<string>().Select(c => " AND " + c));
        Among = sets?.Among(filter.Figure!.Set);
    }

    /// <summary>Further conditions on an action <c>a</c>, each with its <c>AND</c>; <c>@activity</c> is its only text.</summary>
    public string Sql { get; }

    /// <summary>What stands behind the table to read few rows only; null: all are looked through.</summary>
    public string? Among { get; }

    public string? ActivityId => _filter.ActivityId;

    /// <summary>The filter as far as the index knows what it asks for. What it finds is still to be looked at.</summary>
    /// <param name="first">The first day in the index.</param>
    /// <param name="last">The last day in the index.</param>
    public IndexQuestion Question(long first, long last) => new([.. Required()], [.. Texts()], Days(first, last));

    private IEnumerable<int> Required()
    {
        if (_filter.InboxId is { } inbox)
        {
            yield return Facets.Inbox(inbox);
        }

        if (_filter.Channel is { } channel)
        {
            yield return Facets.Channel(channel);
        }

        if (_filter.Status is { } status)
        {
            yield return Facets.Standing(
                status is ActionStatusCodes.Waiting or ActionStatusCodes.Pending ? ActionStatus.Pending : ActionSource.Stored(status));
        }

        if (_operator is not null)
        {
            yield return Facets.Operator(_operator);
        }
    }

    private IEnumerable<string> Texts() =>
        new[] { _search, _filter.ActivityId is { } activity ? SearchText.Normal(activity) : null }.OfType<string>().Where(t => t.Length > 0);

    /// <summary>The grams of the days meant, of which an action that fits has one; null where all that the index knows are meant.</summary>
    private List<int>? Days(long first, long last)
    {
        var from = _filter.From is { } f ? Facets.DayOf(f.UtcTicks) : first;
        var to = _filter.To is { } t ? Facets.DayOf(t.UtcTicks - 1) : last;
        return from <= first && to >= last ? null : [.. Facets.Range(Math.Max(from, first), Math.Min(to, last))];
    }

    /// <summary>The rest of the filter, of a row of <see cref="ActionRow.Columns"/>.</summary>
    public bool Fits(System.Data.Common.DbDataReader row) =>
        (_operator is null || (ActionRow.Operator(row) is { } by && SearchText.Normal(by) == _operator))
        && (_search is not { } search || ActionRow.Texts(row).Any(text => SearchText.Finds(search, text)));

    private static IEnumerable<string> Conditions(ActionFilter filter, DateTimeOffset now)
    {
        if (filter.InboxId is { } inbox)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"""a."InboxId" = {inbox}""");
        }

        if (filter.Channel is { } channel)
        {
            // One of the twelve codes, never a viewer's own words.
            yield return $"""a."Channel" = '{Domain.Channels.Channel.Find(channel)?.Code}'""";
        }

        if (filter.ActivityId is not null)
        {
            yield return """a."ActivityId" = @activity""";
        }

        if (filter.From is { } from)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"""a."TriggerAt" >= {from.UtcTicks}""");
        }

        if (filter.To is { } to)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"""a."TriggerAt" < {to.UtcTicks}""");
        }

        if (filter.WithoutTests)
        {
            yield return """NOT a."IsTest" """;
        }

        if (filter.SyncedFrom is { } synced)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"""a."SyncedAt" >= {synced.UtcTicks}""");
        }

        if (filter.SyncedTo is { } syncedTo)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"""a."SyncedAt" < {syncedTo.UtcTicks}""");
        }

        if (filter.Status is { } status)
        {
            yield return status switch
            {
                ActionStatusCodes.Waiting => string.Create(CultureInfo.InvariantCulture, $"""(a."Status" = {ActionStatus.Half.Sql()} OR (a."Status" = {ActionStatus.Held.Sql()} AND a."DueAt" > {now.UtcTicks}))"""),
                ActionStatusCodes.Pending => string.Create(CultureInfo.InvariantCulture, $"""(a."Status" = {ActionStatus.Pending.Sql()} OR (a."Status" = {ActionStatus.Held.Sql()} AND a."DueAt" <= {now.UtcTicks}))"""),
                _ => $"""a."Status" = {ActionSource.Stored(status).Sql()}""",
            };
        }
    }
}
