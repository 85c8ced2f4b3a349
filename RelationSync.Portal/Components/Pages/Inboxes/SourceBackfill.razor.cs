using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>Reads a range before the connection: first how much that is, then its start, its progress, its pause (R-T14).</summary>
public sealed partial class SourceBackfill
{
    private string _from = "";
    private string _until = "";
    private bool _busy;
    private BackfillPreview? _preview;
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
    private StartBackfill Backfill { get; set; } = null!;

    private async Task PreviewAsync()
    {
        if (Day(_from) is not { } from || Day(_until) is not { } until)
        {
            _fault = CommandFault.RangeInvalid;
            return;
        }

        _busy = true;
        try
        {
            var outcome = await Backfill.PreviewAsync((await Viewer).User, InboxId, from, until.AddDays(1), CancellationToken.None);
            (_preview, _fault) = (outcome.Value, outcome.Fault);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task StartAsync()
    {
        _fault = await Backfill.RunAsync((await Viewer).User, InboxId, _preview!.From, _preview.Until, CancellationToken.None);
        _preview = null;
    }

    private async Task PauseAsync(bool paused) => _fault = await Backfill.PauseAsync((await Viewer).User, InboxId, paused, CancellationToken.None);

    /// <summary>The day's beginning by the inbox's clock.</summary>
    private DateTimeOffset? Day(string text)
    {
        if (!DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var found) ? found : TimeZoneInfo.Utc;
        return new DateTimeOffset(day, zone.GetUtcOffset(day));
    }
}
