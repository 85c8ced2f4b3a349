using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Starting;

/// <summary>What the starts of one kind came to: a row of the table.</summary>
internal sealed class StartCase(StartStore store, string name)
{
    private const int TimesUndisturbed = 6;

    /// <summary>How long a start may take until it is up or out: 30 s, but on a machine that is busy with other things as many times an undisturbed one as on a quiet one.</summary>
    public static TimeSpan Limit { get; private set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long readiness may take to see what happened.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromSeconds(5);

    private readonly List<string> _wrong = [];

    /// <summary>Allows for how slow this machine is now.</summary>
    /// <param name="undisturbed">How long a start takes on it that nothing is done to.</param>
    public static void AllowFor(TimeSpan undisturbed) => Limit = undisturbed * TimesUndisturbed > Limit ? undisturbed * TimesUndisturbed : Limit;

    public string Engine { get; } = store.Target.Engine;

    public string Name => name;

    public int Starts { get; private set; }

    public int Killed { get; set; }

    public int Up { get; private set; }

    public int Out { get; private set; }

    public int Hung { get; private set; }

    public TimeSpan Slowest { get; private set; }

    /// <summary>The longest that readiness took; null: it wasn't looked at.</summary>
    public TimeSpan? Noticed { get; private set; }

    /// <summary>Why it wasn't shown here; null: it was.</summary>
    public string? NotShown { get; set; }

    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Lets the start come up or out, and counts which. An exit without a reason, or with 0, is wrong.</summary>
    public async Task<StartEnd> EndAsync(PortalStart start, CancellationToken cancellationToken)
    {
        Starts++;
        var end = await start.UpOrOutAsync(Limit, cancellationToken);
        Slowest = start.Since > Slowest ? start.Since : Slowest;
        switch (end)
        {
            case StartEnd.Up:
                Up++;
                break;
            case StartEnd.Out:
                Out++;
                Must(start.ExitCode != 0, "ended with 0");
                Must(start.Said.Contains("RelationSync doesn't start: ", StringComparison.Ordinal), $"ended with {start.ExitCode} and no reason: {Last(start)}");
                break;
            default:
                Hung++;
                break;
        }

        return end;
    }

    /// <summary>The start comes to that end, and to no other.</summary>
    public async Task MustEndAsync(PortalStart start, StartEnd end, CancellationToken cancellationToken)
    {
        var came = await EndAsync(start, cancellationToken);
        Must(came == end, $"came {came}, not {end}: {Last(start)}");
    }

    /// <summary>Readiness turns to that within its time.</summary>
    public async Task MustReadyAsync(PortalStart start, int status, CancellationToken cancellationToken)
    {
        var took = await start.ReadyIsAsync(status, Notice, cancellationToken);
        Must(took is not null, $"readiness wasn't {status} within {Notice.TotalSeconds:F0} s");
        Noticed = took > Noticed || Noticed is null ? took ?? Notice : Noticed;
    }

    /// <summary>The intake answers with that status; a 503 says when to come again.</summary>
    public async Task MustAnswerAsync(PortalStart start, StartStore store, int status, CancellationToken cancellationToken, int operations = 1)
    {
        var (came, hasRetryAfter) = await start.PostAsync(StartStore.Inbox, store.Operations(operations), cancellationToken);
        Must(came == status, $"the intake answered {came}, not {status}");
        Must(came != 503 || hasRetryAfter, "503 without Retry-After");
    }

    public void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            _wrong.Add(otherwise);
        }
    }

    private static string Last(PortalStart start) => start.Said.Split('\n')[^1] is { Length: > 300 } line ? line[..300] : start.Said.Split('\n')[^1];
}
