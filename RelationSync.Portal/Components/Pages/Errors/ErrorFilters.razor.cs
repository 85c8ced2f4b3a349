using Microsoft.AspNetCore.Components;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>What is asked of the error log. A choice goes into the address, from where it is read.</summary>
public sealed partial class ErrorFilters
{
    public const int DefaultRange = 30;

    /// <summary>Days to look back. Who wants the whole year takes the workbook.</summary>
    public static readonly int[] Ranges = [1, 7, DefaultRange, 90];

    private static readonly string[] SettledCodes = ["no", "yes", "all"];

    /// <summary>Null until it was read.</summary>
    [Parameter]
    public ErrorLogView? View { get; set; }

    [Parameter, EditorRequired]
    public required ErrorLogQuery Query { get; set; }

    /// <summary>Whether the inbox may be chosen.</summary>
    [Parameter]
    public bool HasInbox { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Settled => Query.Settled switch { null => "all", true => "yes", false => "no" };

    private string Pressed(LogSeverity? severity) => Query.Severity == severity ? "true" : "false";

    private void Filter(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value));

    private string? InboxName(string? key) => View?.Inboxes.FirstOrDefault(i => i.Key == key)?.Name ?? key;

    private string? CategoryName(string? code) =>
        code is not null && Codes.Find<LogCategory>(code) is { } category ? L[$"Errors_Category_{category}"].Value : code;
}
