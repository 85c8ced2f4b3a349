using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Figures;

namespace RelationSync.Portal.Components.Layout;

/// <summary>A part of the frame that shows the portal's condition and is drawn again when it changes.</summary>
public abstract class StatusPart : ComponentBase, IDisposable
{
    private IDisposable? _subscription;
    private bool _isDisposed;

    /// <summary>As it was last seen.</summary>
    protected StatusView Status { get; private set; } = StatusView.Unknown;

    [Inject]
    private LiveStatus Live { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _subscription?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Status = Live.Latest;
        _subscription = Live.Watch(() => InvokeAsync(Show));
    }

    private void Show()
    {
        if (!_isDisposed && Status != Live.Latest)
        {
            Status = Live.Latest;
            StateHasChanged();
        }
    }
}
