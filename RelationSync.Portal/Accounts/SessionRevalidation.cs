using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

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
    private IDisposable? _watch;

    public SessionRevalidation(AccountSessions sessions, ILoggerFactory loggers)
        : base(loggers)
    {
        _sessions = sessions;
        _logger = loggers.CreateLogger<SessionRevalidation>();
        AuthenticationStateChanged += WatchAsync;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await _sessions.FindAsync(authenticationState.User, cancellationToken) is not null;

    protected override void Dispose(bool disposing)
    {
        AuthenticationStateChanged -= WatchAsync;
        _watch?.Dispose();
        _end.Cancel();
        _end.Dispose();
        base.Dispose(disposing);
    }

    // An event's handler: nobody awaits it.
    private async void WatchAsync(Task<AuthenticationState> state)
    {
        var user = (await state).User;
        _watch?.Dispose();
        _watch = user.AccountId() is { } id ? _sessions.Watch(id, () => _ = EndUnlessHoldingAsync(user)) : null;
        await EndUnlessHoldingAsync(user);
    }

    private async Task EndUnlessHoldingAsync(ClaimsPrincipal user)
    {
        try
        {
            if (user.Identity?.IsAuthenticated == true && await _sessions.FindAsync(user, _end.Token) is null)
            {
                SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
            }
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
