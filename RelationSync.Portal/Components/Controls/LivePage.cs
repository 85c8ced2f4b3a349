using Microsoft.AspNetCore.Components;

namespace RelationSync.Portal.Components.Controls;

/// <summary>
/// A page that reads a view and reads it again whenever something in it has changed. What it shows stays while new
/// figures come, and when they can't be had.
/// </summary>
public abstract class LivePage<TView> : ComponentBase, IDisposable
    where TView : class
{
    /// <summary>Nobody wants to see a skeleton flash.</summary>
    public static readonly TimeSpan SkeletonAfter = TimeSpan.FromMilliseconds(300);

    private const int RestFactor = 4;

    private readonly CancellationTokenSource _end = new();
    private IDisposable? _subscription;
    private int _reading;

    /// <summary>What the page shows; null until it was read.</summary>
    protected TView? View { get; private set; }

    /// <summary>Reading has taken long enough to say so.</summary>
    protected bool IsSlow { get; private set; }

    /// <summary>Reading failed, under this number; null: it didn't.</summary>
    protected string? Failure { get; private set; }

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _end.Cancel();
        _end.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what the page shows. Null: there is no such thing.</summary>
    protected abstract Task<TView?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Listens to what the view depends on.</summary>
    protected abstract IDisposable Listen(Func<Task> changed);

    /// <inheritdoc/>
    protected override void OnInitialized() => _subscription = Listen(() => InvokeAsync(ReloadAsync));

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReloadAsync();

    /// <summary>Where reading is dear, a change is followed by a rest: never more than a fifth of the time is spent reading.</summary>
    protected Func<Task> Rested(Func<Task> changed) => async () =>
    {
        var began = Time.GetTimestamp();
        await changed();
        await Task.Delay(Time.GetElapsedTime(began) * RestFactor, Time);
    };

    /// <summary>Reads again and draws what changed.</summary>
    protected async Task ReloadAsync()
    {
        if (_end.IsCancellationRequested)
        {
            return;
        }

        var number = ++_reading;
        try
        {
            var reading = ReadAsync(_end.Token);
            if (View is null)
            {
                await SayWhenSlowAsync(reading);
            }

            var view = await reading;
            if (number == _reading)
            {
                (View, Failure) = (view, null);
            }
        }
        catch (Exception e) when (!_end.IsCancellationRequested)
        {
            Failure = FailureNumber.New();
            Loggers.CreateLogger(GetType()).LogError(e, "A page could not be read; its viewer was shown the number {Number}.", Failure);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        IsSlow = false;
        StateHasChanged();
    }

    private async Task SayWhenSlowAsync(Task reading)
    {
        var slow = Task.Delay(SkeletonAfter, Time, _end.Token);
        if (await Task.WhenAny(reading, slow) == slow && !_end.IsCancellationRequested)
        {
            IsSlow = true;
            StateHasChanged();
        }
    }
}
