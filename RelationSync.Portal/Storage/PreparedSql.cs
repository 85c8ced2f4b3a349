using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Portal.Storage;

/// <summary>
/// A prepared statement within a context's transaction, for the few places where a thousand rows go in at once and a
/// tracked entity each would cost more than the row. Plain SQL that SQLite and PostgreSQL both read.
/// </summary>
internal sealed class PreparedSql : IDisposable
{
    private readonly DbCommand _command;
    private readonly Dialect _dialect;

    public PreparedSql(RelationSyncDb db, string sql, params ReadOnlySpan<string> parameters)
    {
        // Within a transaction it is open already; a read opens it for as long as the context lives.
        if (db.Database.GetDbConnection().State is not ConnectionState.Open)
        {
            db.Database.OpenConnection();
        }

        _dialect = db.Dialect;
        _command = db.Database.GetDbConnection().CreateCommand();
        _command.CommandText = sql;
        _command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var name in parameters)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = name;
            _command.Parameters.Add(parameter);
        }
    }

    /// <summary>Runs it with these values, in the order of the parameters; answers how many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>The same as a command of a batch.</summary>
    public DbBatchCommand Of(DbBatch batch, params ReadOnlySpan<object?> values)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = _command.CommandText;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (_command.Parameters[i].ParameterName, Storable(values[i]));
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Whether it finds a row.</summary>
    public bool Finds(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteScalar() is not null;
    }

    /// <summary>Reads all rows.</summary>
    public List<T> Read<T>(Func<DbDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>Reads rows one after another, as far as they are asked for.</summary>
    public IEnumerable<T> Stream<T>(Func<DbDataReader, T> row, params object?[] values)
    {
        Bind(values);
        using var reader = _command.ExecuteReader();
        while (reader.Read())
        {
            yield return row(reader);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = Storable(values[i]);
        }
    }

    private object Storable(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.UtcTicks,
        Guid guid => guid.ToByteArray(bigEndian: true),
        Enum one => Convert.ToInt32(one, System.Globalization.CultureInfo.InvariantCulture),
        string text => _dialect.Text(text),
        var other => other,
    };
}
