using Microsoft.AspNetCore.Components;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>Filters of the open list. A choice goes into the URL, from where it is read.</summary>
public sealed partial class ErrorFilters
{
    /// <summary>Null until it was read.</summary>
    [Parameter]
    public ErrorLogView? View { get; set; }

    [Parameter, EditorRequired]
    public required ErrorLogQuery Query { get; set; }

    /// <summary>True if the inbox can be chosen.</summary>
    [Parameter]
    public bool HasInbox { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Pressed(LogSeverity? severity) => Query.Severity == severity ? "true" : "false";

    private void Filter(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value));

    private string? InboxName(string? key) => View?.Inboxes.FirstOrDefault(i => i.Key == key)?.Name ?? key;

    private static string? CategoryName(string? code) =>
        code is not null && Codes.Find<LogCategory>(code) is { } category ? WorkbookTexts.Of(category) : code;
}
