using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Figures;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>What the figures' card says.</summary>
/// <param name="Pending">Due actions.</param>
/// <param name="HasHeldUp">True if some of them are on stopped connections.</param>
/// <param name="Age">How old the oldest of them is, in whole seconds.</param>
/// <param name="IsLate">True if that is past the target.</param>
/// <param name="OldestIn">The inbox it is in.</param>
/// <param name="SyncedToday">Events of today.</param>
/// <param name="SyncedYesterday">Events of yesterday up to the same time.</param>
/// <param name="Waiting">Held, or half of a call or chat.</param>
/// <param name="Failed">Refused for good.</param>
/// <param name="WarningsToday">Actions with a warning of today.</param>
public sealed record KpiFigures(
    int Pending, bool HasHeldUp, TimeSpan? Age, bool IsLate, string? OldestIn, int SyncedToday, int SyncedYesterday, int Waiting, int Failed, int WarningsToday)
{
    /// <summary>Key of <see cref="OldestIn"/>.</summary>
    public string? OldestInKey { get; init; }

    /// <summary>The list of <see cref="SyncedYesterday"/>.</summary>
    public string YesterdayHref { get; init; } = "";

    public static KpiFigures Of(DashboardView view)
    {
        var (from, to) = DashboardView.YesterdaySoFar(view.At);
        var age = view.At - view.Totals.OldestPendingAt;
        return new KpiFigures(
            view.Totals.Pending,
            view.PendingHeldUp > 0,
            age is { } a ? TimeSpan.FromSeconds(Math.Floor(a.TotalSeconds)) : null,
            age > view.Sla.Target,
            view.OldestPendingIn?.Name,
            view.Totals.SyncedToday,
            view.SyncedYesterday,
            view.Totals.Waiting,
            view.Totals.Failed,
            view.WarningsToday)
        {
            OldestInKey = view.OldestPendingIn?.Key,
            YesterdayHref = ActionsUrl.SyncedBetween(from, to),
        };
    }
}
