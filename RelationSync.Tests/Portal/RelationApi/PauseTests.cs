using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Access;
using RelationSync.Portal.Live;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>Reading that an administrator pauses and resumes, with and without catching up.</summary>
[Trait("Rule", "R-P3")]
public sealed class PauseTests : IDisposable
{
    private static readonly TimeSpan Minutes3 = TimeSpan.FromMinutes(3);

    private readonly RelationHarness _relation = new();

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Resumed_SyncsThePauseOnlyWhenCatchingUp(bool catchesUp)
    {
        await _relation.ConnectAsync();
        await SendAsync("前");
        var pause = Pause();
        var user = _relation.Outbox.Store.SignIn(AccountRole.Administrator, _relation.Outbox.Clock);
        Assert.Null(await pause.PauseAsync(user, _relation.Outbox.InboxId, CancellationToken.None));
        await SendAsync("早く");
        await _relation.PassAsync(TimeSpan.FromHours(2));
        var asked = _relation.Simulated.Calls.All.Count;
        await _relation.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(asked, _relation.Simulated.Calls.All.Count);
        await SendAsync("遅く");
        _relation.Outbox.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await pause.ResumeAsync(user, _relation.Outbox.InboxId, catchesUp, CancellationToken.None));
        await SendAsync("後");
        await _relation.PassAsync(TimeSpan.FromMinutes(30));

        string[] all = ["前", "早く", "遅く", "後"];
        Assert.Equal(catchesUp ? all : ["前", "後"], (await _relation.ActionsAsync()).Select(a => a.Subject));
        Assert.Equal(catchesUp ? 0 : 2, (await _relation.MessagesAsync()).Count(m => m.Stage == MessageStage.FoundLate));
    }

    public void Dispose() => _relation.Dispose();

    private PauseSource Pause()
    {
        var (store, clock) = (_relation.Outbox.Store, _relation.Outbox.Clock);
        Commands<PauseSource> commands = new(store, new AccountSessions(store, clock), new AccessDenied(clock, NullLogger<AccessDenied>.Instance));
        return new PauseSource(commands, new ChangeFeed(clock, NullLogger<ChangeFeed>.Instance), clock);
    }

    private async Task SendAsync(string title)
    {
        _relation.Do("send", new TenantAct { By = "sato", Title = title });
        await _relation.PassAsync(Minutes3);
    }
}
