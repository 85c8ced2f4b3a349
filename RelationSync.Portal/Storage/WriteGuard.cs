namespace RelationSync.Portal.Storage;

/// <summary>How a write is kept from those of others, where the engine runs them beside each other.</summary>
internal enum WriteGuard
{
    /// <summary>As if they came one after another, whatever they read and write.</summary>
    Serializable,

    /// <summary>
    /// It sees one moment, and is done again where another changed a row that it changes or locks since. For writes that
    /// change, or lock (<see cref="Engines.Dialect.ForUpdate"/>), each row that others could decide otherwise by.
    /// </summary>
    Rows,

    /// <summary>The same, one after another over all processes: what it inserts has a higher <c>Seq</c> than all that was committed this way before.</summary>
    InOrder,

    /// <summary>The same; in addition, no transaction that changes actions runs between reading the index position and committing.</summary>
    Indexing,
}
