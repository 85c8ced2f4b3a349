using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Figures;

/// <summary>Fills a store with inboxes, connections, actions in any state that they can be in, and the operations behind them, by a seed.</summary>
internal sealed class RandomStore(TestStore store, int seed)
{
    private static readonly ActionStatus[] Statuses = Enum.GetValues<ActionStatus>();

    private static readonly string[] Zones = ["Asia/Tokyo", "Asia/Kolkata", "America/Los_Angeles"];

    private readonly Random _random = new(seed);
    private readonly RandomOperations _operations = new(store, seed);

    /// <summary>Up to three inboxes with so many actions each at most.</summary>
    /// <param name="most">Actions per inbox.</param>
    /// <param name="isConnected">The first inbox has a connection in any case.</param>
    public void Fill(int most, bool isConnected = false)
    {
        var inboxes = _random.Next(1, 4);
        for (var i = 0; i < inboxes; i++)
        {
            var inbox = store.AddInbox($"inbox-{i}", Zones[i]);
            if (_random.Next(4) > 0 || (isConnected && i == 0))
            {
                store.AddConnection(inbox, Disturb);
            }

            for (var j = _random.Next(most + 1); j > 0; j--)
            {
                _operations.AddOf(AddAction(inbox));
            }

            _operations.AddOthers(inbox);
        }

        _operations.Save();
    }

    private void Disturb(Connection connection)
    {
        switch (_random.Next(8))
        {
            case 0:
                connection.PausedAt = Ago();
                break;
            case 1:
                connection.Authorization.GoneAt = Ago();
                break;
            case 2:
                connection.Authorization.BlockedAt = Ago();
                break;
            case 3:
                connection.LimitSince = Ago();
                break;
            case 4:
                connection.BudgetSince = Ago();
                break;
            default:
                break;
        }
    }

    private SyncAction AddAction(Inbox inbox)
    {
        var age = TestStore.Now - Ago();
        var action = store.AddAction(inbox, _random.Next(2) == 0 ? ActionStatus.Synced : ActionStatus.Held, age: age, due: TimeSpan.FromMinutes(_random.Next(-20, 20)), syncedAt: TestStore.Now - (age * _random.NextDouble()));
        using var db = store.CreateDbContext();
        db.Attach(action);
        var entry = db.Entry(action);
        var status = Statuses[_random.Next(Statuses.Length)];
        entry.Property(a => a.Status).CurrentValue = status;
        entry.Property(a => a.IsTest).CurrentValue = _random.Next(8) == 0;
        entry.Property(a => a.Source).CurrentValue = (OperationSource)_random.Next(Enum.GetValues<OperationSource>().Length);
        entry.Property(a => a.ArrivedAt).CurrentValue = action.TriggerAt + (age * _random.NextDouble());
        entry.Property(a => a.ClockAt).CurrentValue = _random.Next(3) == 0 ? action.TriggerAt : null;
        var stands = status is ActionStatus.Synced || (status is ActionStatus.Pending or ActionStatus.Syncing or ActionStatus.Failed && _random.Next(5) == 0);
        entry.Property(a => a.Intent).CurrentValue = _random.Next(10) == 0 && status is not ActionStatus.Synced ? ActionIntent.Delete
            : stands && status is not ActionStatus.Synced ? ActionIntent.Update
            : ActionIntent.Create;
        entry.Property(a => a.EventId).CurrentValue = stands ? $"00U{action.Seq:D15}" : null;
        entry.Property(a => a.SyncedAt).CurrentValue = stands ? action.SyncedAt ?? TestStore.Now - (age / 2) : null;
        db.SaveChanges();
        if (status is ActionStatus.Failed && _random.Next(3) > 0)
        {
            var error = store.AddError(inbox, action: action.Id);
            if (_random.Next(3) == 0)
            {
                using var settling = store.CreateDbContext();
                settling.Attach(error).Property(e => e.SettledAt).CurrentValue = TestStore.Now;
                settling.SaveChanges();
                if (_random.Next(3) == 0)
                {
                    // It failed again, for another reason.
                    store.AddError(inbox, code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", action: action.Id);
                }
            }
        }

        if (status is ActionStatus.Synced && _random.Next(2) == 0)
        {
            store.Save(new WrittenEvent { ActionSeq = action.Seq, At = TestStore.Now, OwnerId = "005", WhoIds = _random.Next(2) == 0 ? null : "003" });
        }

        return action;
    }

    /// <summary>Seconds, minutes, hours or days ago.</summary>
    private DateTimeOffset Ago() => TestStore.Now - (_random.Next(4) switch
    {
        0 => TimeSpan.FromSeconds(_random.Next(1, 299)),
        1 => TimeSpan.FromSeconds(_random.Next(301, 3600)),
        2 => TimeSpan.FromMinutes(_random.Next(60, 1440)),
        _ => TimeSpan.FromDays(_random.Next(1, 30)),
    });
}
