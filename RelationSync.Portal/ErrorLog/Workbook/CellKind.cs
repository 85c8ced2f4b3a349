namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>How a column shows its cells.</summary>
internal enum CellKind
{
    /// <summary>A text of any length.</summary>
    Text,

    /// <summary>Ids, phone numbers, codes: text that stays text when it is edited.</summary>
    Id,

    /// <summary>A text over several lines.</summary>
    Wrapped,

    /// <summary><see cref="Id"/> over several lines.</summary>
    WrappedId,

    /// <summary>An address that can be opened, over several lines.</summary>
    Link,

    /// <summary>A real date with its time.</summary>
    Time,

    /// <summary>A real date of which year and month are shown.</summary>
    Month,

    /// <summary>A whole number; nothing is a dash.</summary>
    Count,
}
