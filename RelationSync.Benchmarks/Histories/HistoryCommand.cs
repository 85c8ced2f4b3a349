using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace RelationSync.Benchmarks.Histories;

/// <summary>A command that gives back to its connection, when it is disposed, what SQLite has prepared for its text.</summary>
internal sealed class HistoryCommand(HistoryConnection connection) : DbCommand
{
    private SqliteCommand? _inner;

    [AllowNull]
    public override string CommandText
    {
        get => _inner?.CommandText ?? "";
        set
        {
            Return();
            _inner = connection.Take(value ?? "");
        }
    }

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set => ArgumentOutOfRangeException.ThrowIfNotEqual(value, CommandType.Text);
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("It stays with its connection.");
    }

    protected override DbTransaction? DbTransaction { get; set; }

    protected override DbParameterCollection DbParameterCollection => Inner.Parameters;

    /// <summary>Only once it has a text: parameters belong to it.</summary>
    private SqliteCommand Inner => _inner ?? throw new InvalidOperationException("The command has no text yet.");

    private SqliteCommand Ready
    {
        get
        {
            Inner.Transaction = (SqliteTransaction?)DbTransaction;
            return Inner;
        }
    }

    public override void Cancel() => Inner.Cancel();

    public override int ExecuteNonQuery() => Ready.ExecuteNonQuery();

    public override object? ExecuteScalar() => Ready.ExecuteScalar();

    public override void Prepare() => Ready.Prepare();

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Ready.ExecuteReader(behavior);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Return();
        }

        base.Dispose(disposing);
    }

    private void Return()
    {
        if (_inner is { } inner)
        {
            _inner = null;
            connection.Return(inner);
        }
    }
}
