using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>What the reconciliation counts as ignored, with the reason in words.</summary>
public sealed partial class IgnoredPage
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Inboxes, ChangeTopic.Actions];

    /// <summary>An <see cref="InboxDay"/>; null: today.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    private string? Day { get; set; }

    /// <summary>The key of an inbox; null: all.</summary>
    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    [Inject]
    private ListIgnored Ignored { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    private InboxDay Asked => InboxDay.Read(Day) ?? InboxDay.Ago(0);

    private DateOnly Date => Asked.DateIn(DayBoundaries.Default, Time.GetUtcNow());

    /// <inheritdoc/>
    protected override async Task<ValueList<IgnoredGroup>?> ReadAsync(CancellationToken cancellationToken) => await Ignored.RunAsync(Asked, Inbox, cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);
}
