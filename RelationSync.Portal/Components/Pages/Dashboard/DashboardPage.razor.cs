using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>What needs a person, how the promise is kept, and what just happened.</summary>
public sealed partial class DashboardPage
{
    /// <summary>So few connections leave a column beside the feed empty: both get the whole width.</summary>
    private const int Few = 3;

    [Inject]
    private LiveFigures Figures { get; set; } = null!;

    private string? Subtitle => View is null ? null : L["Dashboard_Page_Subtitle", S.Full(View.At, DayBoundaries.Default), S.ZoneName(DayBoundaries.DefaultZoneId)].Value;

    /// <inheritdoc/>
    protected override async Task<DashboardView?> ReadAsync(CancellationToken cancellationToken) => await Figures.GetAsync(cancellationToken);

    private static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    /// <summary>Offsets of zones are whole quarters: no day begins within one.</summary>
    private static DateTimeOffset QuarterOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % (15 * TimeSpan.TicksPerMinute)), TimeSpan.Zero);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Figures.Watch(changed);
}
