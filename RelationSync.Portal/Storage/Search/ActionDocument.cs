using System.Data.Common;
using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage.Search;

/// <summary>An action as the index takes it in.</summary>
/// <param name="Seq">Which action.</param>
/// <param name="Texts">What is searched, as search compares it.</param>
/// <param name="Facets">What it is filtered by.</param>
/// <param name="Operator">Whose e-mail is offered to filter by.</param>
/// <param name="Day">When it was triggered.</param>
/// <param name="IsUnderWay">A drain has it, or soon will: what is indexed now changes within minutes.</param>
/// <param name="ArrivedAt">Ticks of UTC.</param>
internal sealed record ActionDocument(
    long Seq, IReadOnlyList<string> Texts, IReadOnlyList<int> Facets, string? Operator, long Day, bool IsUnderWay, long ArrivedAt)
{
    public const string Columns =
        """a."Seq", a."Subject", a."ActivityId", a."EventId", a."CustomerKey", a."OperatorEmail", a."InboxId", a."Channel", a."Status", a."TriggerAt", a."ArrivedAt" """;

    public static ActionDocument Read(DbDataReader row)
    {
        var by = row.IsDBNull(5) ? null : row.GetString(5);
        var day = Search.Facets.DayOf(row.GetInt64(9));
        List<int> facets =
        [
            Search.Facets.Inbox(row.GetInt64(6)),
            Search.Facets.Channel(row.GetString(7)),
            Search.Facets.Standing((ActionStatus)row.GetInt32(8)),
            Search.Facets.Day(day),
            Search.Facets.Days(day),
        ];
        if (by is not null)
        {
            facets.Add(Search.Facets.Operator(by));
        }

        return new ActionDocument(
            row.GetInt64(0),
            [.. Enumerable.Range(1, 4).Where(column => !row.IsDBNull(column)).Select(column => SearchText.Normal(row.GetString(column)))],
            facets,
            by,
            day,
            (ActionStatus)row.GetInt32(8) is ActionStatus.Held or ActionStatus.Pending or ActionStatus.Syncing,
            row.GetInt64(10));
    }
}
