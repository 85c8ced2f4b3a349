using System.Globalization;
using Microsoft.AspNetCore.Components;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Actions;

/// <summary>All actions, newest first. What is asked for stands in the address.</summary>
public sealed partial class ActionsPage
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Actions];

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    private string? Channel { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    private string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "operator")]
    private string? Operator { get; set; }

    /// <summary>A time of the default zone's clock.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    /// <inheritdoc cref="From"/>
    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    /// <summary>Those older than this one.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private long? Before { get; set; }

    /// <summary>Those newer than this one.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    private long? After { get; set; }

    [Inject]
    private BrowseActions Actions { get; set; } = null!;

    [Inject]
    private ListOperators Operators { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsFiltered => (Query ?? Inbox ?? Channel ?? Status ?? Operator ?? From ?? To) is not null;

    private string ZoneWords => S.ZoneName(DayBoundaries.DefaultZoneId);

    /// <inheritdoc/>
    protected override async Task<ActionsView?> ReadAsync(CancellationToken cancellationToken) => await Actions.RunAsync(
        new ActionsQuery(
            Inbox,
            RelationSync.Domain.Channels.Channel.Find(Channel)?.Code,
            Status is { } status && ActionStatusCodes.All.Contains(status) ? status : null,
            string.IsNullOrWhiteSpace(Query) ? null : Query.Trim(),
            string.IsNullOrWhiteSpace(Operator) ? null : Operator.Trim(),
            DayBoundaries.At(From),
            DayBoundaries.At(To),
            Before,
            After),
        cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    private void SearchFor(string? text) => Filter("q", text, replace: true);

    private void Filter(string name, string? value, bool replace = false) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            [name] = string.IsNullOrWhiteSpace(value) ? null : value,
            ["before"] = null,
            ["after"] = null,
        }),
        replace: replace);

    /// <summary>The first page's address; null where this is the first.</summary>
    private string? Newest => (Before ?? After) is null ? null : At(null, null);

    /// <summary>The address of another page; null where there is none.</summary>
    private string? Page(string name, long? seq) => seq is null ? null : At(name, seq);

    private string At(string? name, long? seq) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["before"] = name == "before" ? seq?.ToString(CultureInfo.InvariantCulture) : null,
        ["after"] = name == "after" ? seq?.ToString(CultureInfo.InvariantCulture) : null,
    });

    private async Task<IEnumerable<string>> FindOperatorsAsync(string? part, CancellationToken cancellationToken) =>
        await Operators.RunAsync(part, cancellationToken);

    private string Shown(DateTimeOffset at) => S.Full(at, DayBoundaries.Default);

    private string? InboxName(string? key) => View?.Inboxes.FirstOrDefault(i => i.Key == key)?.Name ?? key;

    private string? StatusName(string? status) =>
        status is not null && ActionStatusCodes.All.Contains(status) ? S[$"Shared_Status_{status}"].Value : status;
}
