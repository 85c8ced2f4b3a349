using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Live;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>What the step shows of an inbox's source.</summary>
public sealed record SourceStepState(SourceView Source);

/// <summary>Where the inbox's operations come from: a program posts them, or Re:lation's API is read (R-P1).</summary>
public sealed partial class SourceStep
{
    private bool _api;

    [Parameter, EditorRequired]
    public required InboxView Inbox { get; set; }

    /// <summary>False: the API was chosen, and isn't set up yet.</summary>
    [Parameter]
    public EventCallback<bool> OnReady { get; set; }

    [Inject]
    private GetSource Query { get; set; } = null!;

    [Inject]
    private FreshSecrets Secrets { get; set; } = null!;

    [Inject]
    private IntakeAddresses Addresses { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<SourceStepState?> ReadAsync(CancellationToken cancellationToken) =>
        await Query.RunAsync(Inbox.Id, cancellationToken) is { } source ? new SourceStepState(source) : null;

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe([ChangeTopic.Inboxes], Inbox.Id, changed);

    private Task ChooseAsync(bool isApi)
    {
        _api = isApi;
        return OnReady.InvokeAsync(!isApi);
    }

    private async Task DoneAsync()
    {
        // Saved or called off: what isn't saved is a push.
        _api = false;
        await ReloadAsync();
        await OnReady.InvokeAsync(true);
    }
}
