namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>A workbook to be made: what it is called, and how it is written into a file.</summary>
internal sealed record WorkbookTask(WorkbookName Name, Func<Stream, Task> Write);
