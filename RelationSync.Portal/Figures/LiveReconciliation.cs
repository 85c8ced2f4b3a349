namespace RelationSync.Portal.Figures;

/// <summary>
/// The reconciliation of each day, counted once for all who look at it: a count is good for five seconds, and for four
/// times as long as it took, so that counting a large day never takes more than a fifth of the time.
/// </summary>
public sealed class LiveReconciliation(GetReconciliation query, TimeProvider time) : IDisposable
{
    /// <summary>The shortest time between two counts of a day.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private const int RestFactor = 4;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<int, Counted> _days = [];

    /// <summary>The day's reconciliation, counted again when the last is old enough.</summary>
    public async Task<ReconciliationView> GetAsync(int daysAgo, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_days.TryGetValue(daysAgo, out var last) && time.GetUtcNow() < last.GoodUntil)
            {
                return last.View;
            }

            var began = time.GetTimestamp();
            var view = await query.RunAsync(daysAgo, cancellationToken);
            var rest = time.GetElapsedTime(began) * RestFactor;
            _days[daysAgo] = new Counted(view, time.GetUtcNow() + (rest > Rest ? rest : Rest));
            return view;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private sealed record Counted(ReconciliationView View, DateTimeOffset GoodUntil);
}
