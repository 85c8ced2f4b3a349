using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Sync;

namespace RelationSync.Portal.Components.Pages.Actions;

/// <summary>One action: where its time went, and what happened to it.</summary>
public sealed partial class ActionPage
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Actions, ChangeTopic.Errors, ChangeTopic.Connections];

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private GetAction Query { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private IOptions<SyncOptions> Options { get; set; } = null!;

    private ActionDetail? Detail => View?.Detail;

    /// <summary>The values that were refused come first then.</summary>
    private bool IsRefused => Detail is { Action.Status: ActionStatusCodes.Failed };

    private TimeSpan Target => Options.Value.SlaTarget;

    private string Days => S.OfTarget(Options.Value.BodyRetention);

    private TimeZoneInfo Zone => DayBoundaries.Zone(Detail!.Action.Inbox.TimeZone);

    private string Title => Detail is { } d ? Subjects.Of(d.Action.Channel, d.Action.Subject) : L["Actions_One_Title"];

    /// <summary>Who did it, and how that is known where it isn't proven (R-P4).</summary>
    private string OperatorOf(ActionDetail detail) => detail.Action.OperatorEmail is not { } email ? S["Shared_None_Text"]
        : detail.OperatorEvidence is Evidence.Proven ? email
        : L[$"Actions_Operator_{detail.OperatorEvidence}", email];

    /// <inheritdoc/>
    protected override async Task<Found?> ReadAsync(CancellationToken cancellationToken) => new(await Query.RunAsync(Id, cancellationToken));

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    /// <summary>That it was looked for, and the action if there is one.</summary>
    public sealed record Found(ActionDetail? Detail);
}
