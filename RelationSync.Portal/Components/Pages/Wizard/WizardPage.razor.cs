using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>Connects an inbox to an org, step by step. What is chosen is kept at once; the step stands in the address.</summary>
public sealed partial class WizardPage
{
    private static readonly ChangeTopic[] Topics = [ChangeTopic.Inboxes, ChangeTopic.Connections];

    private ElementReference _heading;
    private ElementReference _keep;
    private WizardStep? _focused;
    private WizardStep? _resumed;
    private bool _busy;
    private bool _moving;
    private bool _discarding;
    private bool? _passed;
    private bool _sourceIsOpen;
    private CommandFault? _fault;
    private SalesforceFailure? _refusal;
    private Task _changing = Task.CompletedTask;

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "step")]
    private string? Step { get; set; }

    /// <summary>The inbox to begin with.</summary>
    [SupplyParameterFromQuery(Name = "inbox")]
    private string? Wanted { get; set; }

    /// <summary>Why the authorisation didn't come about.</summary>
    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    [Inject]
    private WizardDrafts Drafts { get; set; } = null!;

    [Inject]
    private BrowseInboxes Inboxes { get; set; } = null!;

    [Inject]
    private ListAuthorizations Authorizations { get; set; } = null!;

    [Inject]
    private ChooseAuthorization Choose { get; set; } = null!;

    [Inject]
    private CreateConnection Create { get; set; } = null!;

    [Inject]
    private CreateMarker Markers { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The step asked for, as far as what comes before it is decided.</summary>
    private WizardStep Current => Enum.TryParse<WizardStep>(Step, ignoreCase: true, out var asked) && Enum.IsDefined(asked) && View is { } view
        ? asked < view.Furthest ? asked : view.Furthest
        : Wanted is null && View is not null ? _resumed ?? View.Resume : WizardStep.Inbox;

    private bool IsResumed => Step is null && Current > WizardStep.Inbox;

    /// <inheritdoc/>
    protected override async Task<WizardView?> ReadAsync(CancellationToken cancellationToken)
    {
        var account = await AccountAsync();
        var inboxes = (await Inboxes.RunAsync(cancellationToken)).Where(i => !i.IsTest).ToList();
        var draft = await Drafts.LoadAsync(account, cancellationToken);
        var free = inboxes.Where(i => i.ConnectionId is null).ToList();
        var first = (free.Find(i => i.Key == Wanted) ?? (free.Exists(i => i.Key == draft.Inbox) ? null : free.FirstOrDefault()))?.Key;
        if (first is not null && first != draft.Inbox)
        {
            draft = await Drafts.ChangeAsync(account, d => d with { Inbox = first, IsNewInbox = false }, cancellationToken);
        }

        var view = new WizardView(draft, inboxes, await Authorizations.RunAsync(cancellationToken));

        // Where one resumes stays where it was: what is chosen there moves it on in the draft, not on the page.
        _resumed = Step is null ? _resumed ?? view.Resume : null;
        return view;
    }

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The first one is the page's own heading, where focus is put by the router.
        if (View is not null && _focused != Current)
        {
            var isFirst = _focused is null;
            _focused = Current;
            if (!isFirst)
            {
                await _heading.FocusAsync();
            }
        }
    }

    private string? WhyNot(WizardView view) => Current switch
    {
        WizardStep.Inbox => view.Inbox is { ConnectionId: null } ? null : "Inbox",
        WizardStep.Source => _sourceIsOpen ? "Source" : null,
        WizardStep.Salesforce => view.Authorization is null ? "Salesforce" : null,
        WizardStep.Check => _passed switch
        {
            true => null,
            false => "Blocked",
            null => "Check",
        },
        _ => null,
    };

    private Task ChangeAsync(Func<WizardDraft, WizardDraft> change) => _changing = KeepAsync(change);

    private async Task KeepAsync(Func<WizardDraft, WizardDraft> change)
    {
        await Drafts.ChangeAsync(await AccountAsync(), change, CancellationToken.None);
        await ReloadAsync();
    }

    private async Task CreatedAsync(string key)
    {
        await ChangeAsync(d => d with { Inbox = key, IsNewInbox = true });
        Go(WizardStep.Source);
    }

    private async Task NextAsync()
    {
        // Pressed twice, it goes one step.
        if (_moving)
        {
            return;
        }

        _moving = true;
        try
        {
            await MoveOnAsync();
        }
        finally
        {
            _moving = false;
        }
    }

    private async Task MoveOnAsync()
    {
        // What was chosen right before may still be on its way to the store.
        var step = Current;
        await _changing;
        var view = View!;
        if (step is WizardStep.Targets)
        {
            await ChangeAsync(d => d with { Targets = view.Targets });
        }
        else if (step is WizardStep.Marker && !await MakeMarkerAsync(view))
        {
            return;
        }

        Go(view.Next(step));
    }

    /// <summary>False: it couldn't be made. Going on then means without, and the step says what that means.</summary>
    private async Task<bool> MakeMarkerAsync(WizardView view)
    {
        _refusal = null;
        var make = view.UseMarker;
        if (make)
        {
            _busy = true;
            StateHasChanged();
            var outcome = await Markers.RunAsync((await Viewer).User, view.Draft.AuthorizationId!.Value, CancellationToken.None);
            (_busy, _fault, _refusal) = (false, outcome.Fault, outcome.Value);
        }

        await ChangeAsync(d => d with { UseMarker = make && _refusal is null && _fault is null });
        return _refusal is null && _fault is null;
    }

    private void Go(WizardStep step)
    {
        _fault = null;
        _passed = null;
        _sourceIsOpen = false;
        Navigation.NavigateTo($"/connections/new?step={step.ToString().ToLowerInvariant()}");
    }

    private async Task FinishAsync()
    {
        var (view, user) = (View!, (await Viewer).User);
        _busy = true;
        var outcome = await Create.RunAsync(
            user, view.Draft.Inbox!, view.Draft.AuthorizationId!.Value, view.Targets, view.Draft.LinkOpportunities, CancellationToken.None);
        (_busy, _fault) = (false, outcome.Fault);
        if (_fault is null)
        {
            await Drafts.ClearAsync(await AccountAsync(), CancellationToken.None);
            Navigation.NavigateTo($"/connections/{outcome.Value}");
        }
    }

    private async Task AskAsync()
    {
        _discarding = true;
        StateHasChanged();
        await Task.Yield();

        // The button that was pressed is gone.
        await _keep.FocusAsync();
    }

    private async Task DiscardAsync()
    {
        _discarding = false;
        _fault = await Choose.DiscardAsync((await Viewer).User, CancellationToken.None);
        if (_fault is null)
        {
            Navigation.NavigateTo("/connections");
        }
    }

    private async Task<Guid> AccountAsync() => (await Viewer).User.AccountId() ?? throw new InvalidOperationException("Nobody is signed in.");
}
