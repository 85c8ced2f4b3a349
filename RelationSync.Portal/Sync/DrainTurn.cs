namespace RelationSync.Portal.Sync;

/// <summary>
/// Watches a drain while others wait for its slot: after <see cref="Longest"/> it takes no further batch, and when nothing was
/// heard of its org for <see cref="Patience"/> it lends the slot.
/// </summary>
internal sealed class DrainTurn(DrainSlot slot, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _over = new();

    /// <summary>Cancelled when it is another's turn.</summary>
    public CancellationToken Over => _over.Token;

    /// <param name="drain">Under way.</param>
    /// <param name="answers">How many answers came from the org by now.</param>
    public async Task<T> WatchAsync<T>(Task<T> drain, Func<int> answers)
    {
        using var ended = new CancellationTokenSource();
        var watching = WatchAsync(answers, ended.Token);
        try
        {
            return await drain;
        }
        finally
        {
            ended.Cancel(); // here: the callbacks of CancelAsync run on the thread pool, whatever the scheduler
            await watching;
        }
    }

    public void Dispose() => _over.Dispose();

    private async Task WatchAsync(Func<int> answers, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Step, clock);
        var (began, heardAt, heard) = (clock.GetTimestamp(), clock.GetTimestamp(), answers());
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                (heardAt, heard) = answers() is var now && now != heard ? (clock.GetTimestamp(), now) : (heardAt, heard);
                if (slot.IsAnyWaiting)
                {
                    MakeRoom(clock.GetElapsedTime(began), clock.GetElapsedTime(heardAt));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the drain has ended
        }
    }

    private void MakeRoom(TimeSpan lasted, TimeSpan silent)
    {
        if (lasted >= Longest)
        {
            _over.Cancel();
        }

        if (silent >= Patience)
        {
            slot.Lend();
        }
    }
}
