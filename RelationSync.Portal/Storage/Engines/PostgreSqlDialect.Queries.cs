using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Storage.Engines;

/// <content>PostgreSQL knows by its statistics which index to take.</content>
internal sealed partial class PostgreSqlDialect
{
    internal override ActionIndex ActionIndex => PostgreSqlActionIndex.Instance;

    public override string ByKey => "";

    public override string By(string index) => "";

    public override IQueryable<T> By<T>(DbSet<T> rows, string index) => rows;

    public override IQueryable<T> ByKeyOf<T>(DbSet<T> rows) => rows;

    public override string Text(string text) => StorableText.Of(text);

    public override string Greatest(params ReadOnlySpan<string> values) => $"GREATEST({string.Join(", ", values)})";

    public override string Least(params ReadOnlySpan<string> values) => $"LEAST({string.Join(", ", values)})";
}
