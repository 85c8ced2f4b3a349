namespace RelationSync.Portal.ErrorLog;

/// <summary>Why a command wasn't done.</summary>
public enum RemedyFault
{
    /// <summary>Support users read and export, nothing else.</summary>
    AdministratorsOnly,
}
