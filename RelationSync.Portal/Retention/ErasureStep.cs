using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Retention;

/// <summary>
/// Erases the contents of some activities that are over, within one transaction. An activity goes as a whole, once all of
/// its actions have ended that long ago: its operations keep what decides (<see cref="ErasedOperation"/>), its actions
/// their times, operator and Event, its attempts their codes.
/// </summary>
internal sealed class ErasureStep(RelationSyncDb db, DateTimeOffset before, DateTimeOffset now)
{
    /// <summary>Bodies may have megabytes each: a step reads no more of them than this, and one activity at least.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    private const int MostActions = 100;

    /// <summary>Of an operation that can't be read, which nothing was made of either.</summary>
    private static readonly byte[] Nothing = [(byte)'[', (byte)']'];

    private static readonly string Over = $"{ActionStatus.Synced.Sql()}, {ActionStatus.Failed.Sql()}, {ActionStatus.Cancelled.Sql()}";

    // An action has ended when a drain last had it, or, where none had, when it was given up or its cancel came in. A
    // failed one ends when somebody settles the last of its entries; those last a year.
    private static readonly string FindSql =
        $"""
        SELECT a."ActivityKey", a."ArrivedAt" FROM "Actions" AS a
        WHERE a."ErasedAt" IS NULL AND a."ArrivedAt" >= @from AND a."ArrivedAt" < @before AND a."Status" IN ({Over})
          AND NOT EXISTS (SELECT 1 FROM "Actions" AS o WHERE o."ActivityKey" = a."ActivityKey" AND (
            o."Status" NOT IN ({Over}) OR o."DueAt" >= @before OR o."ClaimedAt" >= @before OR o."SyncedAt" >= @before
            OR (o."Status" = {ActionStatus.Failed.Sql()} AND EXISTS (SELECT 1 FROM "LogEntries" AS l
              WHERE l."ActionId" = o."Id" AND l."Severity" = {LogSeverity.Error.Sql()} AND COALESCE(l."SettledAt", @before) >= @before))))
          AND NOT EXISTS (SELECT 1 FROM "Operations" AS p WHERE p."ActivityKey" = a."ActivityKey" AND p."ArrivedAt" >= @before)
        ORDER BY a."ArrivedAt" LIMIT @most
        """;

    /// <param name="from">Actions that arrived earlier were looked at before.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    public async Task<ErasureStepReport> RunAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        using var find = new PreparedSql(db, FindSql, "@from", "@before", "@most");
        var found = find.Read(r => (Key: (byte[])r.GetValue(0), ArrivedAt: new DateTimeOffset(r.GetInt64(1), TimeSpan.Zero)), from, before, MostActions);
        using var operations = new PreparedSql(db, """SELECT "Seq", "Payload" FROM "Operations" WHERE "ActivityKey" = @key""", "@key");
        using var replacePayload = new PreparedSql(db, """UPDATE "Operations" SET "Payload" = @payload WHERE "Seq" = @seq""", "@payload", "@seq");
        using var eraseMessage = new PreparedSql(db, """UPDATE "Attempts" SET "Message" = '', "Arguments" = NULL WHERE "ActionSeq" = @seq""", "@seq");
        var report = new ErasureStepReport { From = from, More = found.Count == MostActions };
        var seqs = new List<long>();
        long bytes = 0;
        foreach (var (key, arrivedAt) in found.DistinctBy(f => f.Key, ByteKeyComparer.Instance))
        {
            if (bytes > MostBytes)
            {
                report.More = true;
                break;
            }

            foreach (var (seq, payload) in operations.Read(r => (r.GetInt64(0), (byte[])r.GetValue(1)), key))
            {
                bytes += payload.Length;
                if (!ErasedOperation.IsAllThatIsLeft(payload))
                {
                    report.Operations += replacePayload.Run(OperationReader.ReadStored(payload).Operation is { } operation ? ErasedOperation.Write(operation) : Nothing, seq);
                }
            }

            foreach (var action in await db.Actions.Where(a => a.ActivityKey == key && a.ErasedAt == null).ToListAsync(cancellationToken))
            {
                if (action.Erase(now))
                {
                    eraseMessage.Run(action.Seq);
                    seqs.Add(action.Seq);
                }
            }

            report.From = arrivedAt;
        }

        await db.SaveChangesAsync(cancellationToken);
        if (db.Dialect.Provider is StoreProvider.Sqlite)
        {
            PageRewrite.Actions(db, seqs);
        }

        report.Actions = seqs.Count;
        return report;
    }
}

/// <summary>What a step erased, and where the next begins.</summary>
internal sealed class ErasureStepReport
{
    public int Actions { get; set; }

    public int Operations { get; set; }

    /// <summary>Where the next step begins.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>There may be more.</summary>
    public bool More { get; set; }
}
