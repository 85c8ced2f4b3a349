using System.Data.Common;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Actions;

/// <summary>Reads actions for lists, without an entity each.</summary>
internal static class ActionRow
{
    public const string Columns =
        """
        a."Seq", a."Id", a."InboxId", a."Channel", a."ActivityId", a."Status", a."TriggerAt", a."ArrivedAt", a."DueAt",
        a."SyncedAt", a."EventId", a."Attempts", a."LastError", a."Subject", a."CustomerKey", a."OperatorEmail", a."ClockAt", a."IsTest"
        """;

    public static ActionView Read(DbDataReader row, Dictionary<long, InboxName> inboxes, DateTimeOffset now) => new(
        row.GetInt64(0),
        new Guid((byte[])row.GetValue(1), bigEndian: true),
        inboxes[row.GetInt64(2)],
        row.GetString(3),
        row.GetString(4),
        ActionStatusCodes.Of((ActionStatus)row.GetInt32(5), Time(row, 8), now),
        Time(row, 6),
        Time(row, 7),
        Time(row, 8),
        row.IsDBNull(9) ? null : Time(row, 9),
        Text(row, 10),
        row.GetInt32(11),
        Text(row, 12),
        Text(row, 13),
        Text(row, 14),
        Text(row, 15))
    {
        ClockAt = row.IsDBNull(16) ? null : Time(row, 16),
        IsTest = row.GetBoolean(17),
    };

    public static string? Operator(DbDataReader row) => Text(row, 15);

    /// <summary>The texts that are searched.</summary>
    public static IEnumerable<string?> Texts(DbDataReader row)
    {
        yield return Text(row, 13);
        yield return Text(row, 14);
        yield return Text(row, 4);
        yield return Text(row, 10);
    }

    private static DateTimeOffset Time(DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
