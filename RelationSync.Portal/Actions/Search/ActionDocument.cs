using System.Data.Common;
using System.Text;
using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Actions.Search;

/// <summary>An action as the index takes it in.</summary>
internal sealed record ActionDocument(long Seq, string Text, string? Operator, long Day)
{
    public const string Columns =
        """a."Seq", a."Subject", a."ActivityId", a."EventId", a."CustomerKey", a."OperatorEmail", a."InboxId", a."Channel", a."Status", a."TriggerAt" """;

    public static ActionDocument Read(DbDataReader row)
    {
        var text = new StringBuilder(256);
        for (var column = 1; column <= 4; column++)
        {
            if (!row.IsDBNull(column))
            {
                text.Append(SearchText.Start, 2).Append(SearchText.Normal(row.GetString(column)));
            }
        }

        var by = row.IsDBNull(5) ? null : row.GetString(5);
        var day = Facets.DayOf(row.GetInt64(9));
        foreach (var facet in (IEnumerable<string?>)
            [
                Facets.Inbox(row.GetInt64(6)),
                Facets.Channel(row.GetString(7)),
                Facets.Standing((ActionStatus)row.GetInt32(8)),
                by is null ? null : Facets.Operator(by),
                Facets.Day(day),
                Facets.Days(day),
            ])
        {
            text.Append(Facets.Between).Append(facet);
        }

        return new ActionDocument(row.GetInt64(0), text.ToString(), by, day);
    }
}
