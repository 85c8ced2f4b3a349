namespace RelationSync.Portal.Accounts;

/// <summary>
/// Turns to hash a password at sign-in, as that takes a fraction of a second of a processor. Few at once and few in line, so that
/// a flood costs neither the rest of the portal nor a long wait; known devices come first, and their line is longer.
/// </summary>
internal sealed class SignInQueue(int atOnce)
{
    /// <summary>When a place in line can be hoped for.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private const int StrangersPerTurn = 8;
    private const int KnownPerTurn = 64;

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _known = [];
    private readonly LinkedList<TaskCompletionSource> _strangers = [];
    private readonly int _atOnce = atOnce;
    private int _free = atOnce;

    /// <summary>Half of the processors: the others are left to the intake and the pages.</summary>
    public static SignInQueue OfMachine => new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>A turn, which ends with its disposal; null: too many are in line.</summary>
    public async Task<IDisposable?> TakeAsync(bool isKnown, CancellationToken cancellationToken)
    {
        var line = isKnown ? _known : _strangers;
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_free == 0 && line.Count >= _atOnce * (isKnown ? KnownPerTurn : StrangersPerTurn))
            {
                return null;
            }

            line.AddLast(turn);
            Deal();
        }

        await using var leave = cancellationToken.UnsafeRegister((_, token) => Leave(line, turn, token), null);
        await turn.Task;
        return new Turn(this);
    }

    private void Leave(LinkedList<TaskCompletionSource> line, TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (turn.TrySetCanceled(cancellationToken))
            {
                line.Remove(turn);
            }
        }
    }

    private void Deal()
    {
        while (_free > 0 && (_known.First ?? _strangers.First) is { } next)
        {
            next.List!.Remove(next);
            next.Value.SetResult();
            _free--;
        }
    }

    private void Return()
    {
        lock (_gate)
        {
            _free++;
            Deal();
        }
    }

    private sealed class Turn(SignInQueue queue) : IDisposable
    {
        public void Dispose() => queue.Return();
    }
}
