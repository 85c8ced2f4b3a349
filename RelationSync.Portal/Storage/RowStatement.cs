using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace RelationSync.Portal.Storage;

/// <summary>
/// A statement that is run once a row: at once where the engine is in this process, else all in one round trip at
/// <see cref="Flush"/>, which is to be called on both.
/// </summary>
internal sealed class RowStatement : IDisposable
{
    private readonly PreparedSql _each;
    private readonly DbBatch? _batch;

    public RowStatement(RelationSyncDb db, string sql, params ReadOnlySpan<string> parameters)
    {
        _each = new PreparedSql(db, sql, parameters);
        if (db.Database.GetDbConnection() is { CanCreateBatch: true } server)
        {
            _batch = server.CreateBatch();
            _batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        }
    }

    /// <summary>Takes a row's values, in the order of the parameters.</summary>
    public void Add(params ReadOnlySpan<object?> values)
    {
        if (_batch is null)
        {
            _each.Run(values);
        }
        else
        {
            _batch.BatchCommands.Add(_each.Of(_batch, values));
        }
    }

    /// <summary>Runs what was taken since.</summary>
    public void Flush()
    {
        if (_batch?.BatchCommands.Count > 0)
        {
            _batch.ExecuteNonQuery();
            _batch.BatchCommands.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _each.Dispose();
        _batch?.Dispose();
    }
}
