using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Writing;

/// <summary>What can be undone together. Not a lock: the caller holds the org's.</summary>
internal sealed class Transaction
{
    private readonly Stack<Action> _undo = new();
    private bool? _setup;

    public void OnUndo(Action undo) => _undo.Push(undo);

    /// <summary>False where setup and other objects would be saved together.</summary>
    public bool Admits(EntityType entity)
    {
        _setup ??= entity.IsSetup;
        return _setup == entity.IsSetup;
    }

    public void Rollback()
    {
        while (_undo.TryPop(out var undo))
        {
            undo();
        }
    }
}
