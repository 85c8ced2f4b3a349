using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Writing;

/// <summary>One record on its way into the store: what was sent, what is there, and the values it will have.</summary>
internal sealed class SaveState(WriteContext context, Draft draft, Record? existing, object?[] values)
{
    private Action? _undo;
    private Action? _committed;

    public WriteContext Context => context;

    public Org Org => context.Org;

    public Draft Draft => draft;

    public Record? Existing => existing;

    public object?[] Values => values;

    public IReadOnlyList<string> WhoIds { get; set; } = existing?.WhoIds ?? [];

    public object? this[string field]
    {
        get => values[draft.Entity[field].Ordinal];
        set => values[draft.Entity[field].Ordinal] = value;
    }

    public string? Text(string field) => this[field] as string;

    public void Default(string field, object? value) => this[field] ??= value;

    /// <summary>Sets a field that the org may lack.</summary>
    public void SetIfThere(string field, object? value)
    {
        if (draft.Entity.TryStored(field, out var type))
        {
            values[type.Ordinal] = value;
        }
    }

    public void OnUndo(Action undo) => _undo += undo;

    public void OnCommitted(Action action) => _committed += action;

    public void Undo() => _undo?.Invoke();

    public void Committed() => _committed?.Invoke();
}
