using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>How much there is to write.</summary>
/// <param name="Count">Entries.</param>
/// <param name="Newest">The newest entry's <c>Seq</c>; what is logged later isn't part of it.</param>
/// <param name="Kinds">The kinds that occur, in the order of the rules.</param>
internal sealed record LogExtent(int Count, long Newest, IReadOnlyList<LogKind> Kinds);

/// <summary>What an entry is about and how grave it is.</summary>
internal readonly record struct LogKind(LogCategory Category, LogSeverity Severity);
