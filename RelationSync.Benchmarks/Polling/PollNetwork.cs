using System.Diagnostics.CodeAnalysis;

namespace RelationSync.Benchmarks.Polling;

/// <summary>The way to the API: every call takes a little time, and the process may die before or after one.</summary>
internal sealed class PollNetwork(HttpMessageHandler api, LeapingTime time, Random random) : DelegatingHandler(api)
{
    private CancellationTokenSource? _process;
    private int _left = -1;
    private bool _answered;

    public int Calls { get; private set; }

    /// <summary>Lets the process die at a call some way on.</summary>
    /// <param name="process">What its end cancels.</param>
    public void DieSoon(CancellationTokenSource process, int mostCalls) =>
        (_process, _left, _answered) = (process, random.Next(mostCalls), random.Next(2) == 0);

    /// <summary>The process is dead: what else it was to die of is forgotten.</summary>
    public void Died() => _process = null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls++;
        var dies = _process is not null && _left-- == 0;
        if (dies && !_answered)
        {
            await DieAsync();
        }

        time.Advance(TimeSpan.FromMilliseconds(random.Next(20, 300)));
        var response = await base.SendAsync(request, cancellationToken);
        if (dies && _answered)
        {
            // Between the answer and its commit, or in the middle of that.
            await DieAsync();
        }

        return response;
    }

    /// <summary>It outlives the processes that use it.</summary>
    [SuppressMessage("Usage", "CA2215", Justification = "That is the point: each client would dispose of it.")]
    protected override void Dispose(bool disposing)
    {
    }

    private async Task DieAsync()
    {
        var process = _process!;
        _process = null;
        await process.CancelAsync();
    }
}
