namespace RelationSync.Domain.Operations;

/// <summary>The faults found while one operation is read: at most <see cref="OperationReading.MostFaults"/>.</summary>
internal sealed class FaultList
{
    private List<OperationFault>? _faults;

    public bool IsEmpty => _faults is null;

    public IReadOnlyList<OperationFault> All => _faults ?? (IReadOnlyList<OperationFault>)[];

    public bool IsFull => _faults?.Count >= OperationReading.MostFaults;

    public void Add(string pointer, string message)
    {
        if (!IsFull)
        {
            (_faults ??= []).Add(new OperationFault(pointer, message));
        }
    }
}
