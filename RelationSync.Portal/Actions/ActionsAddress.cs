using System.Globalization;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Actions;

/// <summary>Reads what a list of actions is asked for in a URL, the page's or that of its workbook. What can't be read leaves a matter open.</summary>
public static class ActionsAddress
{
    /// <summary>What a URL may say about which actions are meant.</summary>
    public static readonly IReadOnlyList<string> Filters = ["inbox", "channel", "status", "q", "operator", "from", "to", "set", "tests", "synced", "until", "made"];

    /// <param name="value">The value of a name; null where there is none.</param>
    public static ActionsQuery Read(Func<string, string?> value) => new(
        value("inbox"),
        Channel.Find(value("channel"))?.Code,
        value("status") is { } status && ActionStatusCodes.All.Contains(status) ? status : null,
        Text(value("q")),
        Text(value("operator")),
        DayBoundaries.At(value("from")),
        DayBoundaries.At(value("to")),
        Seq(value("before")),
        Seq(value("after")))
    {
        Set = value("set") is { } set ? Codes.Find<ActionSet>(set) : null,
        WithoutTests = value("tests") == "no",
        SyncedFrom = DayBoundaries.At(value("synced")),
        SyncedTo = DayBoundaries.At(value("until")),
        MadeOn = InboxDay.Read(value("made")),
        Sort = value("sort") is { } sort ? Codes.Find<ActionSort>(sort.TrimStart('-')) ?? ActionSort.Newest : ActionSort.Newest,
        Descending = value("sort")?.StartsWith('-') == true,
        Page = (int)Math.Clamp(Seq(value("page")) ?? 1, 1, int.MaxValue),
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static long? Seq(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}
