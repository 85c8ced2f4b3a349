namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>The wizard's steps in their order; in its address in lower case.</summary>
public enum WizardStep
{
    Inbox,
    Source,
    Salesforce,
    Targets,
    Marker,
    Check,
    Preview,
    Finish,
}
