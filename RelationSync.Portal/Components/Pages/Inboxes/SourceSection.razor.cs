using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>Where an inbox's operations come from, and how well Re:lation's API is read.</summary>
public sealed partial class SourceSection
{
    private CommandFault? _fault;

    [Parameter, EditorRequired]
    public long InboxId { get; set; }

    [Parameter, EditorRequired]
    public required SourceView Source { get; set; }

    [Parameter, EditorRequired]
    public required string Zone { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private ReadAgain Again { get; set; } = null!;

    private SourceReading? Reading => Source.Reading;

    /// <summary>What is counted, under the names of its texts, and whether the rows are on this page.</summary>
    private static IEnumerable<(string Name, int Count, bool IsListed)> Counts(SourceReading reading) =>
    [
        ("Waiting", reading.Waiting, false),
        ("Late", reading.Late, false),
        ("FoundLate", reading.FoundLateCount, true),
        ("Held", reading.Held.Values.Sum() + reading.UnknownStates, true),
        ("Unreadable", reading.Unreadable.Count, true),
    ];

    private static string Tenths(double number) => number.ToString("0.0", CultureInfo.CurrentCulture);

    private async Task TakeAsync(long messageId) => _fault = await Again.MessageAsync((await Viewer).User, InboxId, messageId, CancellationToken.None);

    private async Task ReadAsync(long ticketId) => _fault = await Again.TicketAsync((await Viewer).User, InboxId, ticketId, CancellationToken.None);
}
