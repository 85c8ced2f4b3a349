using System.Security.Claims;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Access;

/// <summary>
/// Logs who asked for what they may not: a page, an address or a command. Never more than <see cref="MostAMinute"/> lines
/// a minute for one account (all who aren't signed in count as one), so that nobody floods the log or hides another's
/// refusals in it; what was left out is told as a number.
/// </summary>
internal sealed partial class AccessDenied(TimeProvider time, ILogger<AccessDenied> logger)
{
    public const int MostAMinute = 10;

    private const int MostLength = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _counts = [];
    private long _minuteFrom = time.GetTimestamp();

    /// <summary>A command that the store's present word on that person doesn't allow.</summary>
    /// <param name="user">Who asked.</param>
    /// <param name="command">Its name in the code.</param>
    public void Command(ClaimsPrincipal user, string command)
    {
        if (IsToBeLogged(user))
        {
            LogCommand(logger, user.AccountId(), command, user.ClientAddress());
        }
    }

    /// <summary>A page or an address that needs another role.</summary>
    /// <param name="user">Who asked.</param>
    /// <param name="method">Of HTTP.</param>
    /// <param name="route">The route's pattern, which holds nothing that the caller wrote.</param>
    public void Route(ClaimsPrincipal user, string method, string route)
    {
        if (IsToBeLogged(user))
        {
            LogRoute(logger, user.AccountId(), Cut(method), Cut(route), user.ClientAddress());
        }
    }

    /// <summary>A page or an address that needs a session, and none came with the request.</summary>
    /// <param name="address">Where the request came from.</param>
    /// <param name="method">Of HTTP.</param>
    /// <param name="route">The route's pattern.</param>
    public void Stranger(string address, string method, string route)
    {
        if (IsStrangerLogged())
        {
            LogStranger(logger, address, Cut(method), Cut(route));
        }
    }

    /// <summary>A page that tried to open its connection for another site.</summary>
    /// <param name="address">Where the request came from.</param>
    public void Origin(string address)
    {
        if (IsStrangerLogged())
        {
            LogOrigin(logger, address);
        }
    }

    /// <summary>Whether another line about somebody who isn't signed in may be logged this minute; counted either way.</summary>
    public bool IsStrangerLogged() => IsToBeLogged(new ClaimsPrincipal());

    private static string Cut(string text) => text.Length <= MostLength ? text : text[..MostLength];

    private bool IsToBeLogged(ClaimsPrincipal user)
    {
        int leftOut;
        bool isToBeLogged;
        lock (_lock)
        {
            leftOut = BeginMinute();
            var who = user.AccountId() ?? Guid.Empty;
            var count = _counts[who] = _counts.GetValueOrDefault(who) + 1;
            isToBeLogged = count <= MostAMinute;
        }

        if (leftOut > 0)
        {
            LogLeftOut(logger, leftOut);
        }

        return isToBeLogged;
    }

    /// <summary>How many lines of the minute before were left out, once it is over.</summary>
    private int BeginMinute()
    {
        if (time.GetElapsedTime(_minuteFrom) < TimeSpan.FromMinutes(1))
        {
            return 0;
        }

        var leftOut = _counts.Values.Sum(c => Math.Max(0, c - MostAMinute));
        _counts.Clear();
        _minuteFrom = time.GetTimestamp();
        return leftOut;
    }

    [LoggerMessage(EventId = 1601, Level = LogLevel.Warning, Message = "Account {Account} was refused the command {Command}, from {Address}.")]
    private static partial void LogCommand(ILogger logger, Guid? account, string command, string? address);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Warning, Message = "Account {Account} was refused {Method} {Route}, from {Address}.")]
    private static partial void LogRoute(ILogger logger, Guid? account, string method, string route, string? address);

    [LoggerMessage(EventId = 1603, Level = LogLevel.Information, Message = "Somebody at {Address} who isn't signed in was refused {Method} {Route}.")]
    private static partial void LogStranger(ILogger logger, string address, string method, string route);

    [LoggerMessage(EventId = 1604, Level = LogLevel.Warning, Message = "A page of another site tried to open a page's connection, from {Address}.")]
    private static partial void LogOrigin(ILogger logger, string address);

    [LoggerMessage(EventId = 1605, Level = LogLevel.Warning, Message = "{Count} more refusals of the minute before were not logged one by one.")]
    private static partial void LogLeftOut(ILogger logger, int count);
}
