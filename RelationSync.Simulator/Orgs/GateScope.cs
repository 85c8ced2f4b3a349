namespace RelationSync.Simulator.Orgs;

/// <summary>Holds an org's lock for the length of a <c>using</c>.</summary>
internal readonly ref struct GateScope
{
    private readonly ReaderWriterLockSlim _gate;
    private readonly bool _write;

    private GateScope(ReaderWriterLockSlim gate, bool write)
    {
        _gate = gate;
        _write = write;
    }

    public static GateScope Read(Org org)
    {
        org.Gate.EnterReadLock();
        return new GateScope(org.Gate, write: false);
    }

    public static GateScope Write(Org org)
    {
        org.Gate.EnterWriteLock();
        return new GateScope(org.Gate, write: true);
    }

    public void Dispose()
    {
        if (_write)
        {
            _gate.ExitWriteLock();
        }
        else
        {
            _gate.ExitReadLock();
        }
    }
}
