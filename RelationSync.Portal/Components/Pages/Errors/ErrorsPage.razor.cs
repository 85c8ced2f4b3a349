using Microsoft.AspNetCore.Components;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>The error log of all inboxes.</summary>
public sealed partial class ErrorsPage
{
    [SupplyParameterFromQuery(Name = "severity")]
    private string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    private string? Category { get; set; }

    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Inbox { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The workbook takes the filters of the API; its range is always the last year (R-E2).</summary>
    private string ExportHref => Navigation.GetUriWithQueryParameters("/errors.xlsx", new Dictionary<string, object?>
    {
        ["severity"] = Severity,
        ["category"] = Category,
        ["inbox"] = Inbox,
    });
}
