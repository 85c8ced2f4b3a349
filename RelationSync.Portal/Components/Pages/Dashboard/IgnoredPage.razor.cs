using System.Globalization;
using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>What the reconciliation counts as ignored, with the reason in words.</summary>
public sealed partial class IgnoredPage
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Inboxes, ChangeTopic.Actions];

    /// <summary>A day of the inboxes' clocks; null: today.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    private string? Day { get; set; }

    /// <summary>The key of an inbox; null: all.</summary>
    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    [Inject]
    private ListIgnored Ignored { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    private DateOnly Date => DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Time.GetUtcNow(), DayBoundaries.Default).DateTime);

    /// <inheritdoc/>
    protected override async Task<ValueList<IgnoredGroup>?> ReadAsync(CancellationToken cancellationToken) => await Ignored.RunAsync(Date, Inbox, cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);
}
