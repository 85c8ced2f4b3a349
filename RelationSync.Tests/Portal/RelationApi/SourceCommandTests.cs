using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Simulator.Relation.Api;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>What an administrator does before and beside the reading: connects a tenant, tries it, previews a range.</summary>
[Trait("Rule", "R-P1")]
public sealed class SourceCommandTests : IDisposable
{
    private readonly PortalFactory _portal = new() { RunsJobs = false };
    private readonly RelationWorld _world;
    private readonly RelationHandler _handler;
    private readonly TenantCredentials _credentials;
    private readonly ClaimsPrincipal _user;
    private readonly TenantCalls _calls;

    public SourceCommandTests()
    {
        _world = new RelationWorld(_portal.Clock);
        _credentials = _world.Create(RelationHarness.Tenant, RelationHarness.Usual());
        _handler = new RelationHandler(_world);
        _user = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);
        _calls = new TenantCalls(
            new RelationApiClient(new AnsweringFactory(_handler), Options.Create(new RelationApiOptions { BaseUrl = "http://127.0.0.1/relation/{subdomain}" }), _portal.Clock), _portal.Clock, NullLogger<TenantCalls>.Instance);
    }

    [Fact]
    public async Task Connect_TokenThatWorks_IsKeptEncryptedAndAudited()
    {
        var outcome = await ConnectAsync(_credentials.Token);

        Assert.Equal(["サポート", "営業"], outcome.Value!.Boxes.Select(b => b.Name));
        var tenant = await _portal.Store.ReadAsync((db, token) => db.RelationTenants.SingleAsync(token), default);
        Assert.DoesNotContain(_credentials.Token, tenant.TokenProtected, StringComparison.Ordinal);
        var audit = await _portal.Store.ReadAsync((db, token) => db.AuditEntries.SingleAsync(token), default);
        Assert.Equal((AuditAct.RelationTokenReplaced, RelationHarness.Tenant), (audit.Act, audit.About));

        Assert.NotNull((await ConnectAsync(null)).Value);
        Assert.Equal(1, await _portal.Store.ReadAsync((db, token) => db.AuditEntries.CountAsync(token), default));
    }

    [Theory]
    [InlineData("acme", "wrong", CommandFault.TokenRefused)]
    [InlineData("acme", null, CommandFault.TokenMissing)]
    [InlineData("acme", "two words", CommandFault.TokenMissing)]
    [InlineData("acme.example", "token", CommandFault.SubdomainInvalid)]
    public async Task Connect_TokenThatDoesntWork_IsNotKept(string subdomain, string? token, CommandFault fault)
    {
        Assert.Equal(fault, (await ConnectAsync(token, subdomain)).Fault);
        Assert.False(await _portal.Store.ReadAsync((db, end) => db.RelationTenants.AnyAsync(end), default));
    }

    [Fact]
    [Trait("Rule", "R-P4")]
    public async Task Trial_ShowsWhatWouldBeSyncedAndByWhom_AndStoresNothing()
    {
        await ConnectAsync(_credentials.Token);
        Do("send", new TenantAct { By = "sato", Title = "一", Body = "本文\n担当: 田中一郎" });
        var asked = Do("receive", new TenantAct());
        Do("auto_reply", new TenantAct { Ticket = asked.TicketId });
        Do("memo", new TenantAct { By = "sato", RespondedAt = _portal.Clock.GetUtcNow() });
        Do("send", new TenantAct { By = "sato", Channel = "carrier_pigeon" });
        Do("send", new TenantAct { By = "sato", Title = "古い", At = _portal.Clock.GetUtcNow() - TrialRead.Days - TimeSpan.FromDays(1) });

        var trial = ActivatorUtilities.CreateInstance<TrialRead>(_portal.Services, _calls, new ChatPages(_calls));
        var read = new List<int>();
        var outcome = await WaitAsync(trial.RunAsync(
            _user, 1, RelationHarness.Tenant, 1, RelationHarness.Desk, new BoxRules { Signature = "担当: (.+)" }, read.Add, CancellationToken.None));

        var result = outcome.Value!;
        Assert.Equal((4, 2, 1, null), (result.Tickets, result.Users, result.Automatic, result.WithSalesforceUser));
        Assert.Equal([("mail", 1), ("record", 1)], result.ByChannel.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value)));
        Assert.Equal([(OperatorStep.Signature, 1), (OperatorStep.Default, 1)], result.ByStep.OrderBy(s => s.Key).Select(s => (s.Key, s.Value)));
        Assert.Equal("carrier_pigeon", Assert.Single(result.Held).Key);
        Assert.Equal([1, 2, 3, 4], read);
        Assert.False(await _portal.Store.ReadAsync(
            async (db, token) => await db.RelationTickets.AnyAsync(token) || await db.RelationMessages.AnyAsync(token) || await db.Operations.AnyAsync(token), default));
    }

    /// <summary>Other rules for the same box don't bring back a pause that was left out; another box has none.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public async Task Change_OfTheRules_KeepsWhatWasLeftOut(long boxId, int kept)
    {
        var inbox = await ReadInboxAsync(_portal.Clock.GetUtcNow());
        var before = new BoxRules { LeftOut = [new LeftOutRange(_portal.Clock.GetUtcNow().AddHours(-2), _portal.Clock.GetUtcNow().AddHours(-1))] };
        await _portal.Store.WriteAsync(async (db, token) => (await db.RelationBoxes.SingleAsync(token)).Rules = before.Write(), default);
        SourceChoice choice = new(
            RelationHarness.Tenant, boxId, RelationHarness.Desk, SourceOwner.Api, SourceOwner.Api, SourceOwner.Api, SourceOwner.Api, new BoxRules { MemoMinutes = 20 });

        Assert.Null(await _portal.Services.GetRequiredService<ChangeSource>().RunAsync(_user, inbox, choice, CancellationToken.None));

        var rules = BoxRules.Read(await _portal.Store.ReadAsync((db, token) => db.RelationBoxes.Select(b => b.Rules).SingleAsync(token), default));
        Assert.Equal((20, kept), (rules.MemoMinutes, rules.LeftOut.Count));
    }

    /// <summary>The keys are others: the form asks for the token again.</summary>
    [Fact]
    public async Task Connect_StoredTokenThatCantBeDecrypted_IsAskedForAgain()
    {
        await ConnectAsync(_credentials.Token);
        await _portal.Store.WriteAsync(async (db, token) => (await db.RelationTenants.SingleAsync(token)).TokenProtected = "CfDJ8A", default);

        Assert.Equal(CommandFault.TokenMissing, (await ConnectAsync(null)).Fault);
        Assert.NotNull((await ConnectAsync(_credentials.Token)).Value);
    }

    [Fact]
    [Trait("Rule", "R-T14")]
    public async Task BackfillPreview_CountsTicketsAndRequests_AndReadsNone()
    {
        var connected = _portal.Clock.GetUtcNow();
        for (var i = 0; i < 45; i++)
        {
            Do("send", new TenantAct { By = "sato", At = connected.AddDays(-3).AddMinutes(i) });
        }

        Do("send", new TenantAct { By = "sato", At = connected.AddDays(-30) });
        var inbox = await ReadInboxAsync(connected);

        var outcome = await WaitAsync(Backfill().PreviewAsync(_user, inbox, connected.AddDays(-10), connected.AddDays(5), CancellationToken.None));

        Assert.Equal(
            new BackfillPreview(connected.AddDays(-10), connected, 45, 55, TimeSpan.FromMinutes(3)),
            outcome.Value);
        Assert.DoesNotContain(_world.Find(RelationHarness.Tenant)!.Calls.All, c => c.Method == "GET");
        Assert.False(await _portal.Store.ReadAsync((db, token) => db.RelationBackfills.AnyAsync(token), default));
    }

    [Theory]
    [Trait("Rule", "R-T14")]
    [InlineData(-180, null)]
    [InlineData(-181, CommandFault.RangeInvalid)]
    [InlineData(1, CommandFault.RangeInvalid)]
    public async Task Backfill_OfARange_IsAtMost180DaysBeforeTheConnection(int days, CommandFault? fault)
    {
        var connected = _portal.Clock.GetUtcNow();
        var inbox = await ReadInboxAsync(connected);

        Assert.Equal(fault, await Backfill().RunAsync(_user, inbox, connected.AddDays(days), connected, CancellationToken.None));
        Assert.Equal(fault is null ? 1 : 0, await _portal.Store.ReadAsync((db, token) => db.BackfillRanges.CountAsync(token), default));
        Assert.Equal(fault is null ? CommandFault.BackfillRunning : fault, await Backfill().RunAsync(_user, inbox, connected.AddDays(days), connected, CancellationToken.None));
    }

    [Fact]
    public async Task Change_BoxOfAnotherInbox_IsTakenAsLongAsThatIsReadFromIt()
    {
        var support = await ReadInboxAsync(_portal.Clock.GetUtcNow());
        var sales = (await _portal.AddInboxAsync("sales", "whsec_c2FsZXNzYWxlc3NhbGVzc2FsZXNzYWxlc3M=")).Id;

        Assert.Equal(CommandFault.BoxTaken, await ChangeAsync(sales, SourceOwner.Api));
        Assert.Null(await ChangeAsync(support, SourceOwner.Push));
        Assert.Null(await ChangeAsync(sales, SourceOwner.Api));
        Assert.Equal(sales, await _portal.Store.ReadAsync((db, token) => db.RelationBoxes.Select(b => b.InboxId).SingleAsync(token), default));
    }

    public void Dispose()
    {
        _handler.Dispose();
        _portal.Dispose();
    }

    private Task<Outcome<TenantBoxes>> ConnectAsync(string? token, string subdomain = RelationHarness.Tenant) =>
        WaitAsync(ActivatorUtilities.CreateInstance<ConnectTenant>(_portal.Services, _calls).RunAsync(_user, subdomain, token, CancellationToken.None));

    /// <summary>Of the first box.</summary>
    private Task<CommandFault?> ChangeAsync(long inbox, SourceOwner message) => ActivatorUtilities.CreateInstance<ChangeSource>(_portal.Services).RunAsync(
        _user,
        inbox,
        new SourceChoice(RelationHarness.Tenant, 1, RelationHarness.Desk, message, SourceOwner.Push, SourceOwner.Push, SourceOwner.Push, new BoxRules()),
        CancellationToken.None);

    private StartBackfill Backfill() =>
        ActivatorUtilities.CreateInstance<StartBackfill>(_portal.Services, new RelationSync.Portal.RelationApi.TicketSearch(_calls));

    private async Task<long> ReadInboxAsync(DateTimeOffset connected)
    {
        var inbox = await _portal.AddInboxAsync("support", "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");
        await _portal.Store.WriteAsync(
            async (db, token) =>
            {
                var row = await db.Inboxes.SingleAsync(token);
                row.SyncFrom = connected;
                row.Sources = row.Sources with { Message = new FamilySource(SourceOwner.Api) };
                await _portal.Services.GetRequiredService<SaveSource>().RunAsync(db, row.Id, RelationHarness.Tenant, _credentials.Token, 1, RelationHarness.Desk, token);
            },
            default);
        return inbox.Id;
    }

    private ActResult Do(string op, TenantAct act) => _world.Do(RelationHarness.Tenant, act with { Op = op, Box = RelationHarness.Box(1) });

    /// <summary>Time passes where the limiter spreads calls.</summary>
    private async Task<T> WaitAsync<T>(Task<T> running)
    {
        while (await Task.WhenAny(running, Task.Delay(1)) != running)
        {
            _portal.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await running;
    }
}
