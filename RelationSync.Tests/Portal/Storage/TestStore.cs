using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Connections;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>A store of its own with all migrations, on the engine that the test runs on (<see cref="StoreFactAttribute"/>), and rows to read back.</summary>
internal sealed class TestStore : IDbContextFactory<RelationSyncDb>, IDisposable
{
    /// <summary>14:30 in Tokyo.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 5, 30, 0, TimeSpan.Zero);

    private readonly TestDatabase _database = new(TestEngine.Current);
    private readonly DbContextOptions<RelationSyncDb> _options;
    private int _number;

    public TestStore()
    {
        _options = _database.Options();
        Store = new Store(this);
    }

    public Store Store { get; }

    /// <summary>The disk is gone.</summary>
    public bool IsBroken { get; set; }

    public RelationSyncDb CreateDbContext() => IsBroken
        ? throw new IOException("disk I/O error")
        : _database.Create(_options);

    public Inbox AddInbox(string key, string zone = "Asia/Tokyo", string? name = null)
    {
        var inbox = new Inbox { Key = key, Name = name ?? key, TimeZone = zone, SecretProtected = "-", CreatedAt = Now };
        Save(inbox);
        return inbox;
    }

    public Connection AddConnection(Inbox inbox, Action<Connection>? change = null)
    {
        var connection = new Connection
        {
            Id = Guid.NewGuid(),
            InboxId = inbox.Id,
            Authorization = new Authorization
            {
                Id = Guid.NewGuid(),
                LoginUrl = "https://login.salesforce.com",
                RefreshTokenProtected = "-",
                Username = "integration@minatodo.example",
                CreatedAt = Now,
            },
            Targets = TargetKind.Both,
            LinkOpportunities = true,
            CreatedAt = Now.AddDays(-3),
        };
        change?.Invoke(connection);
        Save(connection);
        return connection;
    }

    /// <summary>An action that was triggered and arrived so long ago and is due since or in a minute.</summary>
    public SyncAction AddAction(
        Inbox inbox,
        ActionStatus status = ActionStatus.Held,
        TimeSpan? age = null,
        TimeSpan? due = null,
        string? subject = "お見積りの有効期限について",
        string? activity = null,
        string? customer = "mori@aoba-logi.example",
        Channel? channel = null,
        DateTimeOffset? syncedAt = null,
        string by = "sato@minatodo.example")
    {
        var action = MakeAction(inbox, status, age, due, subject, activity, customer, channel, syncedAt, by);
        Save(action);
        return action;
    }

    /// <summary>Many at once, of these subjects.</summary>
    public void AddActions(Inbox inbox, IEnumerable<string> subjects, TimeSpan? age = null)
    {
        using var db = CreateDbContext();
        foreach (var subject in subjects)
        {
            db.Add(MakeAction(inbox, age: age, subject: subject));
        }

        db.SaveChanges();
    }

    private SyncAction MakeAction(
        Inbox inbox,
        ActionStatus status = ActionStatus.Held,
        TimeSpan? age = null,
        TimeSpan? due = null,
        string? subject = null,
        string? activity = null,
        string? customer = null,
        Channel? channel = null,
        DateTimeOffset? syncedAt = null,
        string by = "sato@minatodo.example")
    {
        var trigger = Now - (age ?? TimeSpan.FromMinutes(1));
        var number = ++_number;
        var content = new ActionContent(
            channel ?? Channel.Mail, subject, "body", BodyFormat.Text, [], null, trigger, new Operator(by, "佐藤"), []);
        var derived = new DerivedAction(
            channel ?? Channel.Mail,
            activity ?? $"msg-{number}",
            $"op-{number}",
            [$"op-{number}"],
            status is ActionStatus.Half ? Standing.Half : status is ActionStatus.Cancelled ? Standing.Cancelled : Standing.Ready,
            trigger,
            trigger,
            Now + (due ?? TimeSpan.Zero),
            content);
        var action = SyncAction.From(inbox.Id, BitConverter.GetBytes((long)number), Guid.NewGuid(), derived, customer);
        if (status is ActionStatus.Pending or ActionStatus.Synced or ActionStatus.Failed)
        {
            var eventId = status is ActionStatus.Synced ? $"00U{number:D15}" : null;
            var error = status is ActionStatus.Synced ? null : new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", []);
            action.Settle(
                new Settlement(0, ActionIntent.Create, status, eventId, syncedAt ?? Now, null, 1, null, WriteCertainty.NotWritten, null, error, []),
                Now);
        }

        return action;
    }

    public LogEntry AddError(
        Inbox inbox,
        LogSeverity severity = LogSeverity.Error,
        LogCategory category = LogCategory.Validation,
        string code = "REQUIRED_FIELD_MISSING",
        DateTimeOffset? at = null,
        Guid? action = null,
        string message = "Required fields are missing: [Region__c]")
    {
        var entry = new LogEntry
        {
            At = at ?? Now,
            InboxId = inbox.Id,
            Severity = severity,
            Category = category,
            Code = code,
            Message = message,
            ActionId = action,
        };
        Save(entry);
        return entry;
    }

    /// <summary>Changes or deletes rows as the portal does: tracked, and saved in one transaction.</summary>
    public Task ChangeAsync<T>(Func<T, bool> which, Action<EntityEntry<T>> change)
        where T : class => Store.WriteAsync(
        (db, _) =>
        {
            foreach (var row in db.Set<T>().AsTracking().AsEnumerable().Where(which).ToList())
            {
                change(db.Entry(row));
            }

            return Task.CompletedTask;
        },
        CancellationToken.None);

    /// <summary>Past the code that keeps counts, so they are made anew.</summary>
    public Task ExecuteAsync(string sql) => Store.WriteAsync(
        async (db, token) =>
        {
            await db.Database.ExecuteSqlRawAsync(sql, token);
            LogCounts.Rebuild(db);
            SyncedCounts.Rebuild(db);
        },
        CancellationToken.None);

    public void Save(object entity)
    {
        using var db = CreateDbContext();
        db.Add(entity);
        db.SaveChanges();
    }

    public void Dispose()
    {
        Store.Dispose();
        _database.Dispose();
    }
}
