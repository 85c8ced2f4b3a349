using Microsoft.AspNetCore.Components;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>The error log of all inboxes: what is open, and what happened.</summary>
public sealed partial class ErrorsPage
{
    [SupplyParameterFromQuery(Name = "tab")]
    private string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? Category { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsHistory => Tab == "history";

    /// <summary>The workbook takes the filters of the API; its range is always the last year (R-E2).</summary>
    private string ExportHref => Navigation.GetUriWithQueryParameters("/errors.xlsx", new Dictionary<string, object?>(Filters()) { ["code"] = IsHistory ? null : Code });

    private string TabHref(string? tab) => Navigation.GetUriWithQueryParameters("/errors", new Dictionary<string, object?>(Filters()) { ["tab"] = tab });

    private Dictionary<string, object?> Filters() => new()
    {
        ["severity"] = Severity,
        ["category"] = Category,
        ["inbox"] = Inbox,
    };
}
