using Microsoft.Extensions.Logging;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Histories;

/// <summary>Keeps what a process logs as failed for another reason than a store that can't be written.</summary>
internal sealed class HistoryLog<T>(List<string> bugs) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error && exception is not null && !StoreFailures.IsUnwritable(exception))
        {
            bugs.Add(exception.ToString());
        }
    }
}
