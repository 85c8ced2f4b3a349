using RelationSync.Domain.ErrorLog;

namespace RelationSync.Domain.Events;

/// <summary>The fields of an Event that its action alone decides (R-M); owner, targets and Opportunity are looked up.</summary>
/// <param name="Subject">At most 255 UTF-16 units (R-M1).</param>
/// <param name="Start">UTC, never after <paramref name="End"/> (R-M3, R-M10).</param>
/// <param name="End">UTC (R-M4).</param>
/// <param name="Type">The channel's label (R-M5).</param>
/// <param name="Description">At most 50 lines and 32,000 UTF-16 units, LF line ends (R-M6, R-M7).</param>
/// <param name="Warnings">What was cut or mended.</param>
public sealed record EventDraft(
    string Subject, DateTimeOffset Start, DateTimeOffset End, string Type, string Description, IReadOnlyList<LogNote> Warnings);
