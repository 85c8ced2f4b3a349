using System.Text.Json;

namespace RelationSync.Benchmarks.Harness;

/// <summary>Asks the portal for everything once a second, for all who wait for something in it.</summary>
internal sealed class PortalWatch(PortalProcess portal) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private volatile TaskCompletionSource<PortalView> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _watching;

    public void Start() => _watching = WatchAsync();

    /// <summary>What it says from now on, not what it said before.</summary>
    public async Task<PortalView> LookAsync(CancellationToken cancellationToken)
    {
        await _next.Task.WaitAsync(cancellationToken); // this one may have begun before the call
        return await _next.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_watching is not null)
        {
            await _watching;
        }

        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                var actions = await portal.ListAsync("actions", _end.Token);
                var view = new PortalView(
                    actions.ToLookup(a => a.GetProperty("inbox").GetString()!, StringComparer.Ordinal), await portal.StatesAsync(_end.Token));
                var told = _next;
                _next = new TaskCompletionSource<PortalView>(TaskCreationOptions.RunContinuationsAsynchronously);
                told.SetResult(view);
                await Task.Delay(TimeSpan.FromSeconds(1), _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            _next.TrySetCanceled();
        }
        catch (HttpRequestException e)
        {
            _next.TrySetException(e);
        }
    }
}

/// <summary>Actions and connection states, by inbox.</summary>
internal sealed record PortalView(ILookup<string, JsonElement> Actions, IReadOnlyDictionary<string, string> States);
