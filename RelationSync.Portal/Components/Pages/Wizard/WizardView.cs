using RelationSync.Domain.Connections;
using RelationSync.Portal.Connections;

namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>The draft with what it chooses from.</summary>
public sealed record WizardView(WizardDraft Draft, IReadOnlyList<InboxView> Inboxes, IReadOnlyList<AuthorizationView> Authorizations)
{
    public InboxView? Inbox => Inboxes.FirstOrDefault(i => i.Key == Draft.Inbox);

    public AuthorizationView? Authorization => Authorizations.FirstOrDefault(a => a.Id == Draft.AuthorizationId);

    public TargetKind Targets => Draft.Targets ?? TargetKind.Both;

    public bool UseMarker => Draft.UseMarker ?? true;

    /// <summary>Those that others use: reusing one costs no slot (R-A3).</summary>
    public IEnumerable<AuthorizationView> Reusable => Authorizations.Where(a => a.Inboxes.Count > 0);

    /// <summary>Where one goes on who left: the check is done anew, for the org may have changed meanwhile.</summary>
    public WizardStep Resume => Authorization is null ? WizardStep.Inbox : Furthest > WizardStep.Check ? WizardStep.Check : Furthest;

    /// <summary>An inbox that was there before has its source already; it is changed from the steps above, if at all.</summary>
    public WizardStep Next(WizardStep step) => step is WizardStep.Inbox && !Draft.IsNewInbox ? WizardStep.Salesforce : step + 1;

    /// <inheritdoc cref="Next"/>
    public WizardStep Previous(WizardStep step) => step is WizardStep.Salesforce && !Draft.IsNewInbox ? WizardStep.Inbox : step - 1;

    /// <summary>The step up to which everything is decided.</summary>
    public WizardStep Furthest =>
        Inbox is not { ConnectionId: null } ? WizardStep.Inbox
        : Authorization is null ? WizardStep.Salesforce
        : Draft.Targets is null ? WizardStep.Targets
        : Draft.UseMarker is null ? WizardStep.Marker
        : WizardStep.Finish;
}
