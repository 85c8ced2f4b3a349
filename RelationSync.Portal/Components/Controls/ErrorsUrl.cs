using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Controls;

/// <summary>Where a number of errors leads.</summary>
public static class ErrorsUrl
{
    /// <summary>What is open of one cause; of one inbox, by its key, or all.</summary>
    public static string Of(ErrorGroupKey cause, string? inbox = null) =>
        $"/errors?severity={Codes.Of(cause.Severity)}&category={Codes.Of(cause.Category)}&code={Uri.EscapeDataString(cause.Code)}"
        + (inbox is null ? "" : $"&inbox={Uri.EscapeDataString(inbox)}");

    /// <summary>Failures of actions between these, each on a whole minute.</summary>
    public static string FailedBetween(DateTimeOffset from, DateTimeOffset to) =>
        $"/errors?tab=history&severity={Codes.Of(LogSeverity.Error)}&about=actions&from={ActionsUrl.Minute(from)}&to={ActionsUrl.Minute(to)}";
}
