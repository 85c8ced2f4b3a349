using System.Globalization;
using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.Pages.Audit;

/// <summary>Who did what, when and from where. What is asked for stands in the address. For administrators.</summary>
public sealed partial class AuditPage
{
    // Most that is done changes one of these; sign-outs and exports are seen at the next of them.
    private static readonly ChangeTopic[] Topics = [ChangeTopic.People, ChangeTopic.Inboxes, ChangeTopic.Connections];

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "who")]
    private string? Actor { get; set; }

    [SupplyParameterFromQuery(Name = "act")]
    private string? ActCode { get; set; }

    /// <summary>The first day, as in <c>2026-11-25</c>; in Japanese time, which the page names.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    private string? FromDay { get; set; }

    /// <summary>The last day.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    private string? ToDay { get; set; }

    /// <summary>Those older than this one.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private long? Before { get; set; }

    /// <summary>Those newer than this one.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    private long? After { get; set; }

    [Inject]
    private BrowseAudit Entries { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private AuditWords Texts => new(L);

    private AuditAct? Act => Enum.TryParse<AuditAct>(ActCode, out var act) && Enum.IsDefined(act) ? act : null;

    private DateOnly? From => AuditDays.Read(FromDay);

    private DateOnly? To => AuditDays.Read(ToDay);

    /// <summary>The same filters: what is exported is what is shown, of the last year.</summary>
    private string ExportHref => Navigation.GetUriWithQueryParameters("/audit.xlsx", new Dictionary<string, object?>
    {
        ["q"] = string.IsNullOrWhiteSpace(Query) ? null : Query.Trim(),
        ["who"] = string.IsNullOrEmpty(Actor) ? null : Actor,
        ["act"] = Act?.ToString(),
        ["from"] = Day(From),
        ["to"] = Day(To),
    });

    private bool IsFiltered => Query is not null || Actor is not null || Act is not null || From is not null || To is not null;

    /// <inheritdoc/>
    protected override async Task<AuditView?> ReadAsync(CancellationToken cancellationToken) => await Entries.RunAsync(
        new AuditQuery(
            string.IsNullOrEmpty(Actor) ? null : Actor,
            Act,
            From is { } from ? AuditDays.Begin(from) : null,
            To is { } to ? AuditDays.End(to) : null,
            string.IsNullOrWhiteSpace(Query) ? null : Query.Trim(),
            Before,
            After),
        cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    private static string? Day(DateOnly? day) => day?.ToString(AuditDays.Format, CultureInfo.InvariantCulture);

    private void SearchFor(string? text) => Filter("q", text, replace: true);

    private void Filter(string name, string? value, bool replace = false) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            [name] = string.IsNullOrWhiteSpace(value) ? null : value,
            ["before"] = null,
            ["after"] = null,
        }),
        replace: replace);

    private string Page(string name, long? seq) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["before"] = null,
        ["after"] = null,
        [name] = seq?.ToString(CultureInfo.InvariantCulture),
    });

    private string? ActName(string? act) => act is null ? null : L[$"Audit_Act_{act}"].Value;
}
