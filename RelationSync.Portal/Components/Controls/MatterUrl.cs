using RelationSync.Domain.Actions;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Components.Controls;

/// <summary>Where a matter's number leads: the list of exactly the actions that it counts.</summary>
internal static class MatterUrl
{
    public static string RowsOf(Matter matter) => matter.Kind switch
    {
        MatterKind.Failed or MatterKind.Resolved => ActionsUrl.OfStatus(ActionStatusCodes.Failed, matter.Inbox.Key),
        MatterKind.Late or MatterKind.Paused => ActionsUrl.Of(ActionSet.MissingWaiting, matter.Inbox.Key),
        MatterKind.NotConnected when matter.IsOnlyLate => ActionsUrl.Of(ActionSet.MissingWaiting, matter.Inbox.Key),
        MatterKind.NobodyFound => ActionsUrl.Of(ActionSet.NobodyToday, matter.Inbox.Key),
        MatterKind.CatchingUp => ActionsUrl.Of(ActionSet.CatchingUp, matter.Inbox.Key),
        _ => ActionsUrl.OfStatus(ActionStatusCodes.Pending, matter.Inbox.Key),
    };
}
