using System.Globalization;
using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>The refused requests or operations that a number counts. The URL says which.</summary>
public sealed partial class RefusalsPage
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Inboxes];

    /// <summary>Requests to inboxes that don't exist.</summary>
    [SupplyParameterFromQuery(Name = "unknown")]
    private bool ToUnknown { get; set; }

    /// <summary>The key of an inbox; null: all.</summary>
    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    /// <summary>A code of <see cref="RejectionReason"/>; null: all.</summary>
    [SupplyParameterFromQuery(Name = "reason")]
    private string? Reason { get; set; }

    /// <inheritdoc cref="RejectedRequestGroup.Error"/>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    /// <summary>An <see cref="InboxDay"/>; null: the last 30 days.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    private string? Day { get; set; }

    [SupplyParameterFromQuery(Name = PageNumber.Parameter)]
    private string? Number { get; set; }

    [Inject]
    private ListRefusals Refusals { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    private RefusalsQuery Asked => new(ToUnknown, Inbox, Codes.Find<RejectionReason>(Reason ?? ""), Error, InboxDay.Read(Day), PageNumber.Read(Number));

    private string Title => L[ToUnknown ? "Inboxes_RefusalRows_Unknown"
        : Asked.Reason is RejectionReason.Rejected ? "Inboxes_RefusalRows_Rejected"
        : "Inboxes_Refusals_Title"];

    private string When => Asked.Day is { } day
        ? day.DateIn(DayBoundaries.Default, Time.GetUtcNow()).ToString(L["Inboxes_RefusalRows_Day"], CultureInfo.CurrentCulture)
        : L["Inboxes_Refusals_Days"];

    /// <inheritdoc/>
    protected override async Task<RefusalsView?> ReadAsync(CancellationToken cancellationToken) => await Refusals.RunAsync(Asked, cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, Rested(changed));

    private IEnumerable<(string Name, string Value)> ExampleOf(RejectedRequestRow row) => new[]
    {
        (L["Inboxes_Refusals_Network"].Value, row.Network),
        (L["Inboxes_Refusals_WebhookId"], row.WebhookId),
        (L["Inboxes_Refusals_OperationId"], row.OperationId),
        (L["Inboxes_RefusalRows_Type"], row.OperationType),
    }.Where(e => e.Item2 is not null).Select(e => (e.Item1, e.Item2!));
}
