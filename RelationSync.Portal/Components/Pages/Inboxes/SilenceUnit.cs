namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>What a length of silence is given in; its value is that many minutes.</summary>
public enum SilenceUnit
{
    Minutes = 1,
    Hours = 60,
    Days = 1440,
}
