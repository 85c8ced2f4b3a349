using System.Globalization;
using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>Operations and actions of a day, counted twice and laid beside each other; counted again as figures move.</summary>
public sealed partial class ReconciliationCard
{
    private int _daysAgo;
    private bool _open;

    /// <summary>Whether nothing is the matter: equal counts alone are no reason for green.</summary>
    [Parameter]
    public bool IsWell { get; set; }

    [Inject]
    private LiveFigures Figures { get; set; } = null!;

    [Inject]
    private LiveReconciliation Reconciliation { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<ReconciliationView?> ReadAsync(CancellationToken cancellationToken) =>
        await Reconciliation.GetAsync(_daysAgo, cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Figures.Watch(changed);

    private Task ChooseAsync(ChangeEventArgs change)
    {
        _daysAgo = int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var ago)
            ? Math.Clamp(ago, 0, ReconciliationView.MostDaysAgo)
            : 0;
        return ReloadAsync();
    }

    /// <summary>A date where all inboxes have the same: its links show the same tomorrow.</summary>
    private static InboxDay DayOf(ReconciliationView view) =>
        view.Days.Select(d => d.Day).Distinct().ToList() is [var date] ? InboxDay.On(date) : InboxDay.Ago(view.DaysAgo);

    private string DayName(int ago) => ago switch
    {
        0 => L["Dashboard_Rec_Today"],
        1 => L["Dashboard_Rec_Yesterday"],
        _ => DayFormat(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Time.GetUtcNow(), DayBoundaries.Default).DateTime).AddDays(-ago)),
    };

    private string DayFormat(DateOnly day) => day.ToString(L["Dashboard_Rec_Format"], CultureInfo.CurrentCulture);
}
