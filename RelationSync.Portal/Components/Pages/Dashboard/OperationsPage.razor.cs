using System.Globalization;
using Microsoft.AspNetCore.Components;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>The operations that a number of the reconciliation or the throughput counts. The URL says which.</summary>
public sealed partial class OperationsPage
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Actions, ChangeTopic.Inboxes];

    /// <summary>A code of <see cref="OperationSet"/>; null: received ones.</summary>
    [SupplyParameterFromQuery(Name = "set")]
    private string? Set { get; set; }

    /// <summary>An <see cref="InboxDay"/>; null: today.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    private string? Day { get; set; }

    /// <summary>The key of an inbox; null: all.</summary>
    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    /// <summary>With <see cref="To"/> instead of a day: a time of the default zone's clock.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    /// <summary>Those older than this one.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private long? Before { get; set; }

    /// <summary>Of counts.</summary>
    [SupplyParameterFromQuery(Name = PageNumber.Parameter)]
    private string? Number { get; set; }

    [Inject]
    private ListOperations Operations { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private OperationsQuery Asked => new(Codes.Find<OperationSet>(Set ?? "") ?? OperationSet.Received, InboxDay.Read(Day) ?? InboxDay.Ago(0), Inbox)
    {
        From = DayBoundaries.At(From),
        To = DayBoundaries.At(To),
        Before = Before,
        Page = PageNumber.Read(Number),
    };

    private string Title => L[$"Dashboard_Operations_{Asked.Set}"];

    private string When => Asked is { From: { } from, To: { } to }
        ? L["Dashboard_Operations_Span", Minute(from, Time.GetUtcNow()), Minute(to, from)]
        : Asked.Day.DateIn(DayBoundaries.Default, Time.GetUtcNow()).ToString(L["Dashboard_Rec_Format"], CultureInfo.CurrentCulture);

    /// <inheritdoc/>
    protected override async Task<OperationsView?> ReadAsync(CancellationToken cancellationToken) => await Operations.RunAsync(Asked, cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, Rested(changed));

    /// <summary>The clock alone where the day goes without saying.</summary>
    private string Minute(DateTimeOffset at, DateTimeOffset near)
    {
        var (local, known) = (TimeZoneInfo.ConvertTime(at, DayBoundaries.Default), TimeZoneInfo.ConvertTime(near, DayBoundaries.Default));
        return local.ToString(local.Date == known.Date ? "HH:mm" : S["Shared_Format_Day"].Value, CultureInfo.CurrentCulture);
    }

    private string WordsOf(OperationLine line) =>
        A[$"Actions_Operation_{(line.Type is { } type ? OperationTypes.CodeOf(type).Replace('.', '_') : "unknown")}"];

    private string PageHref(long? before) => Navigation.GetUriWithQueryParameter("before", before);
}
