using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Storage.Engines;

/// <content>What the pages' queries need.</content>
public abstract partial class Dialect
{
    /// <summary>Index hint after a table and its alias, for the engine that needs one.</summary>
    public abstract string By(string index);

    /// <summary>Stands behind a table and its alias: read it by its key, and by none of its indexes.</summary>
    public abstract string ByKey { get; }

    /// <summary>These rows, read by this index.</summary>
    public abstract IQueryable<T> By<T>(DbSet<T> rows, string index)
        where T : class;

    /// <summary>These rows, read by their key.</summary>
    public abstract IQueryable<T> ByKeyOf<T>(DbSet<T> rows)
        where T : class;

    /// <summary>The greatest of some values of a row.</summary>
    public abstract string Greatest(params ReadOnlySpan<string> values);

    /// <summary>The least of some values of a row.</summary>
    public abstract string Least(params ReadOnlySpan<string> values);

    /// <summary>A text as the engine takes it.</summary>
    public virtual string Text(string text) => text;

    internal abstract ActionIndex ActionIndex { get; }
}
