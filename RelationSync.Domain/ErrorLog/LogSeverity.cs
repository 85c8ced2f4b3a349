namespace RelationSync.Domain.ErrorLog;

/// <summary>Error: no Event was made. Warning: the Event was made, something differs.</summary>
public enum LogSeverity
{
    Error,
    Warning,
}
