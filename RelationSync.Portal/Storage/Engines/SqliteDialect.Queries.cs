using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Storage.Engines;

/// <content>SQLite keeps no statistics here, and would often take an index that finds nearly everything.</content>
internal sealed partial class SqliteDialect
{
    internal override ActionIndex ActionIndex => SqliteActionIndex.Instance;

    public override string ByKey => " NOT INDEXED";

    public override string By(string index) => $" INDEXED BY \"{index}\"";

    public override IQueryable<T> By<T>(DbSet<T> rows, string index) => Read(rows, By(index));

    public override IQueryable<T> ByKeyOf<T>(DbSet<T> rows) => Read(rows, ByKey);

    public override string Greatest(params ReadOnlySpan<string> values) => $"MAX({string.Join(", ", values)})";

    public override string Least(params ReadOnlySpan<string> values) => $"MIN({string.Join(", ", values)})";

    private static IQueryable<T> Read<T>(DbSet<T> rows, string how)
        where T : class
    {
        var sql = $"SELECT * FROM \"{rows.EntityType.GetTableName()}\"{how}";
        return rows.FromSqlRaw(sql);
    }
}
