using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>The way to the first Event: an inbox, a connection, a test. Gone once there is one; who watched it come sees it first.</summary>
public sealed partial class FirstSteps
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Inboxes, ChangeTopic.Connections, ChangeTopic.Actions];

    private FirstStepsView? _before;
    private bool _isDone;

    /// <summary>What stands here where the steps are behind.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private GetFirstSteps Query { get; set; } = null!;

    [Inject]
    private WizardDrafts Drafts { get; set; } = null!;

    [Inject]
    private IntakeAddresses Addresses { get; set; } = null!;

    [Inject]
    private ISimulator Simulator { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Once done, the steps as they were.</summary>
    private FirstStepsView Shown => _isDone ? _before! : View!;

    private int Done => _isDone ? 3 : Shown switch { { ConnectionId: not null } => 2, { Inbox: not null } => 1, _ => 0 };

    /// <inheritdoc/>
    protected override async Task<FirstStepsView?> ReadAsync(CancellationToken cancellationToken)
    {
        if (View is { HasEvent: true })
        {
            // It stays so: nothing is asked again.
            return View;
        }

        var view = await Query.RunAsync(cancellationToken);
        _isDone = view.HasEvent && View?.ConnectionId is not null;
        _before = view.HasEvent ? View : null;
        return view;
    }

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    private static string ConnectUrl(string key) => $"/connections/new?inbox={Uri.EscapeDataString(key)}";

    private string ClassOf(int step) => step < Done ? "done" : step == Done ? "cur" : "";

    private string? CurrentOf(int step) => step == Done ? "step" : null;

    private RenderFragment Sign(int step) => builder =>
    {
        if (step < Done)
        {
            builder.OpenElement(0, "span");
            builder.AddAttribute(1, "class", "sr");
            builder.AddContent(2, " " + L["First_Step_Done"].Value);
            builder.CloseElement();
        }
    };

    /// <summary>On with the wizard, at the step after the inbox.</summary>
    private async Task ConnectAsync(string key)
    {
        var account = (await Viewer).User.AccountId() ?? throw new InvalidOperationException("Nobody is signed in.");
        await Drafts.ChangeAsync(account, d => d with { Inbox = key, IsNewInbox = true }, CancellationToken.None);
        Navigation.NavigateTo("/connections/new?step=source");
    }
}
