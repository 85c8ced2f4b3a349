using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// Ends open pages (circuits) when their session no longer holds: at once when their account is changed in this process,
/// and otherwise, like a session that has grown too old, soon after.
/// </summary>
internal sealed partial class SessionRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly AccountSessions _sessions;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private IDisposable? _watch;
    private bool _isGone;

    public SessionRevalidation(AccountSessions sessions, ILoggerFactory loggers)
        : base(loggers)
    {
        _sessions = sessions;
        _logger = loggers.CreateLogger<SessionRevalidation>();
        AuthenticationStateChanged += Watch;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await _sessions.FindAsync(authenticationState.User, cancellationToken) is not null;

    protected override void Dispose(bool disposing)
    {
        AuthenticationStateChanged -= Watch;
        lock (_lock)
        {
            _isGone = true;
            _watch?.Dispose();
        }

        _end.Cancel();
        _end.Dispose();
        base.Dispose(disposing);
    }

    // Nobody awaits an event's handler: what goes wrong in it stays in GuardedAsync.
    private void Watch(Task<AuthenticationState> state) => _ = GuardedAsync(async () => await WatchAsync((await state).User));

    private async Task WatchAsync(ClaimsPrincipal user)
    {
        lock (_lock)
        {
            _watch?.Dispose();
            _watch = !_isGone && user.AccountId() is { } id ? _sessions.Watch(id, () => _ = GuardedAsync(() => EndUnlessHoldingAsync(user))) : null;
        }

        await EndUnlessHoldingAsync(user);
    }

    private async Task EndUnlessHoldingAsync(ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated == true && await _sessions.FindAsync(user, _end.Token) is null)
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
    }

    /// <summary>Never throws: an exception that nobody awaits would end the process or be lost.</summary>
    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
        catch (Exception e)
        {
            LogUnknown(_logger, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Whether the session of an open page still holds could not be read; it is asked again soon.")]
    private static partial void LogUnknown(ILogger logger, Exception exception);
}
