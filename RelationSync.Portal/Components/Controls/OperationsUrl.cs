using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Controls;

/// <summary>Where a number of operations leads.</summary>
public static class OperationsUrl
{
    /// <param name="set">What the number counts.</param>
    /// <param name="day">The reconciliation's.</param>
    /// <param name="inbox">Of one inbox, by its key.</param>
    public static string On(OperationSet set, InboxDay day, string? inbox = null) => $"/operations?set={Codes.Of(set)}&day={day}{Of(inbox)}";

    /// <summary>Operations received between these, each on a whole minute.</summary>
    public static string Between(DateTimeOffset from, DateTimeOffset to) =>
        $"/operations?set={Codes.Of(OperationSet.Received)}&from={ActionsUrl.Minute(from)}&to={ActionsUrl.Minute(to)}";

    /// <summary>Operations that a rule ignored on that day, by reason.</summary>
    public static string IgnoredOn(InboxDay day, string? inbox = null) => $"/ignored?day={day}{Of(inbox)}";

    private static string Of(string? inbox) => inbox is null ? "" : $"&inbox={Uri.EscapeDataString(inbox)}";
}
