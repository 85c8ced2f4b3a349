using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.Controls;

/// <summary>Where a number of refused requests or operations leads.</summary>
public static class RefusalsUrl
{
    /// <summary>Requests to inboxes that don't exist.</summary>
    public const string ToUnknown = "/refusals?unknown=true";

    /// <param name="day">The reconciliation's.</param>
    /// <param name="inbox">Of one inbox, by its key.</param>
    public static string RejectedOn(InboxDay day, string? inbox) =>
        $"/refusals?reason={Codes.Of(RejectionReason.Rejected)}&day={day}{(inbox is null ? "" : $"&inbox={Uri.EscapeDataString(inbox)}")}";

    /// <summary>An inbox's of one kind.</summary>
    public static string Of(string inbox, RejectedRequestGroup group) =>
        $"/refusals?inbox={Uri.EscapeDataString(inbox)}&reason={Codes.Of(group.Reason)}&error={Uri.EscapeDataString(group.Error)}";
}
