namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>A moment in the making of a workbook.</summary>
/// <param name="Stage">Where it stands.</param>
/// <param name="Done">Rows written.</param>
/// <param name="Total">Rows to write; 0 as long as that isn't known.</param>
public sealed record WorkbookStep(WorkbookStage Stage, int Done, int Total);
