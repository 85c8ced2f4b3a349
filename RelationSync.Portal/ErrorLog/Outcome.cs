namespace RelationSync.Portal.ErrorLog;

/// <summary>What a command came to, or why it wasn't done.</summary>
/// <param name="Value">Null where it wasn't done.</param>
/// <param name="Fault">Null where it was.</param>
public sealed record Outcome<T>(T? Value, RemedyFault? Fault = null)
    where T : class;

/// <summary>Why a command wasn't done.</summary>
public enum RemedyFault
{
    /// <summary>Support users read and export, nothing else.</summary>
    AdministratorsOnly,
}
