namespace RelationSync.Domain.Sync;

/// <summary>A turn at writing Events of certain parents (Account, first Contact, Lead).</summary>
public sealed class WriteTurn : IDisposable
{
    private readonly TaskCompletionSource _ended = new();
    private readonly Action<WriteTurn> _end;

    internal WriteTurn(HashSet<string> parents, Action<WriteTurn> end) => (Parents, _end) = (parents, end);

    /// <summary>Ends with the last of the earlier turns that share a parent.</summary>
    public Task Before { get; internal set; } = Task.CompletedTask;

    internal HashSet<string> Parents { get; }

    internal Task Ended => _ended.Task;

    /// <inheritdoc/>
    public void Dispose()
    {
        _end(this);
        _ended.TrySetResult();
    }
}
