using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;
using RelationSync.Portal.Retention;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;

namespace RelationSync.Tests.Support;

/// <summary>The outbox on a real store, the real drain, an org in memory, and a clock to turn. One inbox, one connection.</summary>
internal sealed class SyncHarness : IDisposable
{
    public static readonly DateTimeOffset T0 = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
    private readonly StoreFile _file;

    /// <param name="earlier">Makes an older store, with an inbox and its connection.</param>
    public SyncHarness(TargetKind targets = TargetKind.Both, bool linkOpportunities = true, Action<string>? earlier = null)
    {
        _file = new StoreFile(earlier);
        Clock = new FakeTimeProvider(T0) { AutoAdvanceAmount = TimeSpan.Zero };
        Wall = new JumpingTime(Clock);
        Org = new FakeSalesforceOrg(Clock);
        Changes = new ChangeFeed(Wall, NullLogger<ChangeFeed>.Instance);
        Intake = new OperationIntake(_file.Store, Holds, Changes, Wall);
        Sync = new SyncStore(_file.Store, Holds, Settings, Changes, Wall);
        Leases = new Leases(_file.Store, TimeSpan.FromSeconds(30), Wall);
        DueWork = new DueWork(_file.Store, Holds, Changes, Wall);
        Memory = new DrainMemory(Settings, Wall);
        Retention = new RetentionRun(_file.Store, new RetentionClock(_file.Store, TimeSpan.FromDays(10), Wall), TimeSpan.FromDays(30), Changes, Wall);
        if (earlier is null)
        {
            Seed(targets, linkOpportunities);
        }

        using var db = _file.CreateDbContext();
        (InboxId, ConnectionId) = (db.Inboxes.Single().Id, db.Connections.Single().Id);
    }

    public FakeTimeProvider Clock { get; }

    /// <summary>The same clock, whose wall part may jump: what the product sees.</summary>
    public JumpingTime Wall { get; }

    public FakeSalesforceOrg Org { get; }

    public ChangeFeed Changes { get; }

    public HoldOptions Holds { get; } = HoldOptions.Default;

    /// <summary>Of the drain; all else has those of the beginning.</summary>
    public SyncSettings Settings { get; set; } = new() { WritesAtOnce = 1 };

    public StoreFile Database => _file;

    public Store Store => _file.Store;

    public OperationIntake Intake { get; }

    public SyncStore Sync { get; }

    public Leases Leases { get; }

    public DueWork DueWork { get; }

    public DrainMemory Memory { get; set; }

    public RetentionRun Retention { get; }

    /// <summary>For another store over the same database.</summary>
    public IDbContextFactory<RelationSyncDb> Contexts => _file;

    /// <summary>The store's file.</summary>
    public string File => _file.Path;

    public long InboxId { get; private set; }

    public Guid ConnectionId { get; private set; }

    /// <summary>Another inbox, connected to the same org by the same user; what is posted and drained from here on is its own.</summary>
    public void GoToNewInbox()
    {
        using var db = _file.CreateDbContext();
        var inbox = new Inbox { Key = $"inbox{db.Inboxes.Count()}", Name = "別", TimeZone = "Asia/Tokyo", SecretProtected = "-", SyncFrom = T0.AddDays(-1), CreatedAt = T0 };
        db.Inboxes.Add(inbox);
        db.SaveChanges();
        InboxId = inbox.Id;
        ConnectionId = Connect(db, inbox, db.Authorizations.Single(), TargetKind.Both, linkOpportunities: true);
    }

    /// <summary>Posts one operation now, as JSON of the contract (single quotes stand for double ones).</summary>
    public async Task<IntakeStatus> PostAsync(string json) => (await PostAllAsync(json))[0].Status;

    /// <summary>Hands in operations as another caller than the inbox's own.</summary>
    public Task<IReadOnlyList<IntakeResult>> HandInAsync(OperationSource source, params IReadOnlyList<string> json) =>
        Intake.AcceptAsync(InboxId, [.. json.Select(j => Incoming(j) with { Source = source })], CancellationToken.None);

    /// <summary>Gives a family of the inbox another owner from that moment on (R-P1).</summary>
    public Task HandOverAsync(ChannelFamily family, SourceOwner owner, DateTimeOffset at) => Store.WriteAsync(
        async (db, token) =>
        {
            var inbox = await db.Inboxes.SingleAsync(i => i.Id == InboxId, token);
            inbox.Sources = inbox.Sources.With(family, inbox.Sources.Of(family).HandOver(owner, at));
        },
        CancellationToken.None);

    public Task<IReadOnlyList<IntakeResult>> PostAllAsync(params IReadOnlyList<string> json) => HandInAsync(OperationSource.Push, json);

    /// <summary>A mail that was sent just now.</summary>
    public Task<IntakeStatus> SendMailAsync(string activity = "m1", string subject = "件", string body = "本文", string to = "a@customer.example", string by = "sato@example.com", string? draft = null) =>
        PostAsync($$"""
            {"id":"{{activity}}-sent-{{Clock.GetUtcNow():HHmmss}}","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{Now}}",
             "operator":{"email":"{{by}}"},"data":{"subject":"{{subject}}","body":"{{body}}","to":["{{to}}"]{{(draft is null ? "" : $",\"draft_saved_at\":\"{draft}\"")}} } }
            """);

    public Task<IntakeStatus> CancelSendAsync(string activity = "m1") =>
        PostAsync($$"""{"id":"{{activity}}-cancel-{{Clock.GetUtcNow():HHmmss}}","type":"message.send_cancelled","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{Now}}","data":{ } }""");

    public string Now => Wall.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Lets the holds pass and drains once.</summary>
    public Task<DrainReport> PassHoldsAndDrainAsync()
    {
        Clock.Advance(TimeSpan.FromSeconds(61));
        return DrainAsync();
    }

    /// <summary>One drain, as the worker runs it.</summary>
    public Task<DrainReport> DrainAsync() => DrainAsync(ConnectionId);

    public async Task<DrainReport> DrainAsync(Guid connectionId)
    {
        var lease = await Leases.AcquireAsync(connectionId, CancellationToken.None) ?? throw new InvalidOperationException("no lease");
        var report = await DrainUnderAsync(lease);
        await Leases.ReleaseAsync(lease, CancellationToken.None);
        return report;
    }

    public async Task<DrainReport> DrainUnderAsync(DrainLease lease, CancellationToken stopping = default, CancellationToken halt = default)
    {
        var view = (await Sync.GetConnectionAsync(lease.ConnectionId, CancellationToken.None))!;
        using var drain = new Drain(Sync, Org, view, Memory, Settings, new Backoff(Settings.RetryBaseDelay, Settings.RetryMaxDelay, new Random(7)), Wall);
        return await drain.RunAsync(lease, stopping, halt);
    }

    /// <summary>Leases as another process sees them.</summary>
    public Leases OtherProcess() => new(Store, TimeSpan.FromSeconds(30), Wall);

    /// <summary>A lease for another process: a free one, or one that this process has seen die.</summary>
    public async Task<DrainLease> AcquireElsewhereAsync() =>
        await OtherProcess().AcquireAsync(ConnectionId, CancellationToken.None)
        ?? await Leases.AcquireAsync(ConnectionId, CancellationToken.None)
        ?? throw new InvalidOperationException("no lease");

    /// <summary>
    /// Another process sends what is due and is killed before an answer comes. When this returns, its lease is dead, and this
    /// process remembers nothing.
    /// </summary>
    /// <param name="done">Whether Salesforce has done it.</param>
    public async Task DieWritingAsync(bool done)
    {
        var (failure, answering, sent) = (Org.WriteFailure, Org.Answering, new TaskCompletionSource());
        Org.WriteFailure = () => done ? null : (new SalesforceFailure(FailureClass.TransientCall, "TIMEOUT", "", [], WriteCertainty.TimedOut, WholeCall: true), false);
        Org.Answering = _ =>
        {
            sent.SetResult();
            return new TaskCompletionSource().Task;
        };
        Clock.Advance(TimeSpan.FromMinutes(2));
        var lease = await AcquireElsewhereAsync();
        _ = DrainUnderAsync(lease);
        await sent.Task.WaitAsync(TimeSpan.FromMinutes(1));
        (Org.WriteFailure, Org.Answering, Memory) = (failure, answering, new DrainMemory(Settings, Wall));
        Assert.Null(await Leases.AcquireAsync(ConnectionId, CancellationToken.None));
        Clock.Advance(TimeSpan.FromSeconds(31));
    }

    public Task<List<SyncAction>> ActionsAsync() => Store.ReadAsync((db, token) => db.Actions.OrderBy(a => a.Seq).ToListAsync(token), CancellationToken.None);

    public async Task<SyncAction> ActionAsync() => Assert.Single(await ActionsAsync());

    public Task<List<AttemptRow>> AttemptsAsync() => Store.ReadAsync((db, token) => db.Attempts.OrderBy(a => a.Seq).ToListAsync(token), CancellationToken.None);

    public Task<List<LogEntry>> LogAsync() => Store.ReadAsync((db, token) => db.LogEntries.OrderBy(a => a.Seq).ToListAsync(token), CancellationToken.None);

    public Task<Connection> ConnectionAsync() =>
        Store.ReadAsync((db, token) => db.Connections.Include(c => c.Authorization).SingleAsync(token), CancellationToken.None);

    public void Dispose()
    {
        Intake.Dispose();
        _file.Dispose();
    }

    public IncomingOperation Incoming(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        using var document = JsonDocument.Parse(bytes);
        var reading = OperationReader.Read(document.RootElement, Wall.GetUtcNow());
        Assert.True(reading.IsValid, string.Join("; ", reading.Faults.Select(f => $"{f.Pointer} {f.Message}")));
        return new IncomingOperation(reading.Operation, bytes, Wall.GetUtcNow());
    }

    private void Seed(TargetKind targets, bool linkOpportunities)
    {
        using var db = _file.CreateDbContext();
        var inbox = new Inbox { Key = "support", Name = "サポート", TimeZone = "Asia/Tokyo", SecretProtected = "-", SyncFrom = T0.AddDays(-1), CreatedAt = T0 };
        db.Inboxes.Add(inbox);
        var authorization = new Authorization { Id = Guid.NewGuid(), LoginUrl = "https://login.salesforce.com", RefreshTokenProtected = "-", CreatedAt = T0 };
        db.Authorizations.Add(authorization);
        db.SaveChanges();
        Connect(db, inbox, authorization, targets, linkOpportunities);
    }

    private static Guid Connect(RelationSyncDb db, Inbox inbox, Authorization authorization, TargetKind targets, bool linkOpportunities)
    {
        var connection = new Connection
        {
            Id = Guid.NewGuid(),
            InboxId = inbox.Id,
            AuthorizationId = authorization.Id,
            Targets = targets,
            LinkOpportunities = linkOpportunities,
            CreatedAt = T0,
        };
        db.Connections.Add(connection);
        db.SaveChanges();
        return connection.Id;
    }
}
