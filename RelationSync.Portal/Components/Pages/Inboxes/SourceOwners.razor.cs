using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>Where an inbox's operations come from, by family; what stands in the way of reading; pause, and change.</summary>
public sealed partial class SourceOwners
{
    private bool _editing;
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
    private PauseSource Pause { get; set; } = null!;

    private SourceReading? Reading => Source.Reading;

    private bool IsLong(DateTimeOffset paused) => Time.GetUtcNow() - paused > PauseSource.AsksAfter;

    private async Task PauseAsync() => _fault = await Pause.PauseAsync((await Viewer).User, InboxId, CancellationToken.None);

    private async Task ResumeAsync(bool catchesUp) => _fault = await Pause.ResumeAsync((await Viewer).User, InboxId, catchesUp, CancellationToken.None);
}
