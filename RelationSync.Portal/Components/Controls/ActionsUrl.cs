using System.Globalization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Components.Controls;

/// <summary>Where a figure leads: the list of exactly the actions that it counts. Tests count in no figure.</summary>
public static class ActionsUrl
{
    /// <param name="set">What the figure counts.</param>
    /// <param name="inbox">Of one inbox, by its key.</param>
    public static string Of(ActionSet set, string? inbox = null) => Build(inbox, $"set={Codes.Of(set)}");

    /// <param name="status">A code of <c>ActionStatusCodes</c>.</param>
    /// <param name="inbox">Of one inbox, by its key.</param>
    public static string OfStatus(string status, string? inbox = null) => Build(inbox, $"status={status}&tests=no");

    /// <summary>Those of a status, the oldest first.</summary>
    public static string OldestOf(string status, string? inbox = null) => OfStatus(status, inbox) + "&sort=oldest";

    /// <summary>Events that were confirmed from then on.</summary>
    public static string SyncedSince(DateTimeOffset from, string inbox) => Build(
        inbox, $"status=synced&tests=no&synced={Minute(from)}");

    /// <summary>Events of all inboxes that were confirmed between these, each on a whole minute.</summary>
    public static string SyncedBetween(DateTimeOffset from, DateTimeOffset to) =>
        Build(null, $"status=synced&tests=no&synced={Minute(from)}&until={Minute(to)}");

    /// <summary>What was an Event between these, each on a whole minute, whatever became of it since.</summary>
    public static string EventsBetween(DateTimeOffset from, DateTimeOffset to) => Build(null, $"tests=no&synced={Minute(from)}&until={Minute(to)}");

    /// <summary>Actions made on a day of their inbox's clock (the reconciliation's); of one status, or all.</summary>
    public static string MadeOn(InboxDay day, string? status, string? inbox = null) =>
        Build(inbox, $"made={day}&tests=no{(status is null ? "" : $"&status={status}")}");

    /// <summary>A time of the default zone's clock, as URLs have it.</summary>
    internal static string Minute(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, DayBoundaries.Default).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static string Build(string? inbox, string rest) => $"/actions?{(inbox is null ? "" : $"inbox={Uri.EscapeDataString(inbox)}&")}{rest}";
}
