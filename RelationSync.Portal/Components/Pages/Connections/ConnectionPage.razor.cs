using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using CallRoom = RelationSync.Domain.Sync.CallRoom;
using WakePace = RelationSync.Domain.Sync.WakePace;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>One connection: state first, with what to do; then its figures and settings.</summary>
public sealed partial class ConnectionPage
{
    private int _tests;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private LiveFigures Figures { get; set; } = null!;

    [Inject]
    private WakePace Pace { get; set; } = null!;

    private ConnectionView? Connection => View?.Connections.FirstOrDefault(c => c.Id == Id);

    private string SharedWith(ConnectionView one)
    {
        var others = View!.Connections.Where(c => c.Id != one.Id && c.Org.AuthorizationId == one.Org.AuthorizationId).Select(c => c.Inbox.Name).ToList();
        return others.Count == 0 ? L["Connections_Shared_None"] : string.Join(L["Connections_Shared_Comma"], others);
    }

    private string PaceOf(ConnectionView one, DateTimeOffset now)
    {
        var left = CallRoom.LeftOf(one.Budget.Used, one.Budget.Allowed, one.Org.ApiUsed, one.Org.ApiMax);
        var interval = Pace.IntervalOf(new CallRoom(left, one.Budget.LastHour, DayBoundaries.Zone(one.Inbox.TimeZone)), now);
        var key = !Pace.Wakes ? "Connections_Pace_Tick" : interval > Pace.Shortest ? "Connections_Pace_Saving" : "Connections_Pace_Due";
        return L[key, S.OfTarget(interval)];
    }

    /// <inheritdoc/>
    protected override async Task<DashboardView?> ReadAsync(CancellationToken cancellationToken) => await Figures.GetAsync(cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Figures.Watch(changed);
}
