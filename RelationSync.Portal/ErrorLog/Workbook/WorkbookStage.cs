namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Where the making of a workbook stands.</summary>
public enum WorkbookStage
{
    /// <summary>Others are made first.</summary>
    Waiting,

    /// <summary>Rows are written.</summary>
    Making,

    /// <summary>It is being sent.</summary>
    Made,

    /// <summary>It came to nothing: given up or broken.</summary>
    Ended,
}
