using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RelationSync.Benchmarks.Histories;

/// <summary>What the disk makes of the commits of a history.</summary>
internal sealed class HistoryCommits : DbTransactionInterceptor
{
    private const int DiskIo = 10;
    private const int Full = 13;

    private HistoryFault? _fault;

    public HistoryFaults? Faults { get; set; }

    /// <summary>After each commit.</summary>
    public Action Committed { get; set; } = () => { };

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
            CancellationToken cancellationToken = default)
    {
        _fault = Faults?.OfCommit();
        return Faults is { IsDiskFull: true } ? throw Failure(Full) : ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        _fault?.Kind is HistoryFaultKind.CommitRefused ? throw Failure(DiskIo) : ValueTask.FromResult(result);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        Committed();
        return _fault?.Kind is HistoryFaultKind.CommitUnanswered ? throw Failure(DiskIo) : Task.CompletedTask;
    }

    public static SqliteException Failure(int code) => new("The disk of a history.", code);
}
