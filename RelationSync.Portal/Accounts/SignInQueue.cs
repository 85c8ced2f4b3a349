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
    private readonly LinkedList<TaskCompletionSource<bool>> _known = [];
    private readonly LinkedList<TaskCompletionSource<bool>> _strangers = [];
    private readonly int _atOnce = atOnce;
    private int _free = atOnce;

    /// <summary>Half of the processors: the others are left to the intake and the pages.</summary>
    public static SignInQueue OfMachine => new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>A turn, which ends with its disposal; null if too many are in line, or if the caller has hung up meanwhile.</summary>
    public async Task<IDisposable?> TakeAsync(bool isKnown, CancellationToken cancellationToken)
    {
        var line = isKnown ? _known : _strangers;
        var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_free == 0 && line.Count >= _atOnce * (isKnown ? KnownPerTurn : StrangersPerTurn))
            {
                return null;
            }

            line.AddLast(turn);
            Deal();
        }

        await using var leave = cancellationToken.UnsafeRegister(_ => Leave(line, turn), null);
        return await turn.Task ? new Turn(this) : null;
    }

    private void Leave(LinkedList<TaskCompletionSource<bool>> line, TaskCompletionSource<bool> turn)
    {
        lock (_gate)
        {
            if (turn.TrySetResult(false))
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
            next.Value.SetResult(true);
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
