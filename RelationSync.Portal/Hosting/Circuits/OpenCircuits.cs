using Microsoft.Extensions.Options;

namespace RelationSync.Portal.Hosting.Circuits;

/// <summary>Counts this node's circuits, those included that wait for their browser to come back.</summary>
internal sealed partial class OpenCircuits(IOptions<PortalOptions> options, ILogger<OpenCircuits> logger)
{
    private readonly Lock _gate = new();
    private int _count;
    private bool _isNoted;

    public int Max { get; } = options.Value.MaxCircuits;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Whether one more may open. The first that may not, since there last was room, is logged.</summary>
    public bool HasRoom()
    {
        lock (_gate)
        {
            return _count < Max || Refuse();
        }
    }

    /// <summary>Counts one more; false: there are as many as may be.</summary>
    public bool TryOpen()
    {
        lock (_gate)
        {
            if (_count >= Max)
            {
                return Refuse();
            }

            _count++;
            return true;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _count--;
            _isNoted = false;
        }
    }

    private bool Refuse()
    {
        if (!_isNoted)
        {
            LogFull(logger, Max);
        }

        _isNoted = true;
        return false;
    }

    [LoggerMessage(LogLevel.Warning, "{Max} pages are open, the limit of Portal:MaxCircuits; further pages are answered 503.")]
    private static partial void LogFull(ILogger logger, int max);
}
