using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>Whatever happens to the log and its actions, and in whatever order: what is counted along the way is what counting anew gives.</summary>
public sealed class LogCountsTests : IDisposable
{
    private const int Histories = 8;
    private const int Steps = 30;

    private static readonly string[] Codes = ["REQUIRED_FIELD_MISSING", "FIELD_INTEGRITY_EXCEPTION"];

    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [StoreFact]
    public async Task Counts_AfterAnyHistory_AreThoseOfARecount()
    {
        Inbox[] inboxes = [_store.AddInbox("support"), _store.AddInbox("sales")];
        for (var seed = 1; seed <= Histories; seed++)
        {
            await LiveAsync(inboxes, new Random(seed));
            var kept = await ReadAsync();

            await _store.Store.WriteAsync(
                (db, _) =>
                {
                    LogCounts.Rebuild(db);
                    return Task.CompletedTask;
                },
                CancellationToken.None);

            Assert.NotEmpty(kept);
            Assert.Equal(await ReadAsync(), kept);
        }
    }

    private async Task LiveAsync(Inbox[] inboxes, Random random)
    {
        var actions = new List<SyncAction>();
        for (var step = 0; step < Steps; step++)
        {
            var (inbox, part, at) = (inboxes[random.Next(inboxes.Length)], random.Next(2, 6), TestStore.Now.AddDays(-random.Next(30)));
            switch (random.Next(8))
            {
                case 0:
                    actions.Add(_store.AddAction(inbox, ActionStatus.Failed));
                    break;
                case 1:
                    await MoveAsync(part, CountedAs.Settled, at);
                    break;
                case 2:
                    await MoveAsync(part, CountedAs.Closed, at);
                    break;
                case 3:
                    await _store.Store.WriteAsync((db, token) => LogCounts.DeleteAsync(db, db.LogEntries.Where(e => e.Seq % (3 * part) == 0), token), CancellationToken.None);
                    break;
                case 4:
                    await _store.ChangeAsync<SyncAction>(a => a.Seq % part == 0, e => e.Property(a => a.Status).CurrentValue = e.Entity.Status is ActionStatus.Failed ? ActionStatus.Pending : ActionStatus.Failed);
                    break;
                default:
                    var action = actions.Count > 0 && random.Next(4) > 0 ? actions[random.Next(actions.Count)].Id : (Guid?)null;
                    _store.AddError(inbox, (LogSeverity)random.Next(2), code: Codes[random.Next(Codes.Length)], at: at, action: action);
                    break;
            }
        }
    }

    private Task<int> MoveAsync(int part, CountedAs to, DateTimeOffset at) => _store.Store.WriteAsync(
        (db, token) => LogCounts.MoveAsync(db, db.LogEntries.Where(e => e.Seq % part == 0), to, at, token), CancellationToken.None);

    /// <summary>Every row of both tables, as text.</summary>
    private Task<List<string>> ReadAsync() => _store.Store.ReadAsync(
        (db, _) =>
        {
            using var counts = new PreparedSql(
                db, """SELECT "State", "InboxId", "Severity", "Category", "Code", "Bucket", "Entries", "Actions", "Failed" FROM "LogCounts" """);
            using var actions = new PreparedSql(
                db, """SELECT "ActionId", "InboxId", "Severity", "Category", "Code", "State", "LastAt", "IsFailed" FROM "LogActions" """);
            return Task.FromResult<List<string>>([.. counts.Read(Row).Concat(actions.Read(Row)).Order(StringComparer.Ordinal)]);
        },
        CancellationToken.None);

    private static string Row(System.Data.Common.DbDataReader row) =>
        string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i) is byte[] id ? Convert.ToHexString(id) : row.GetValue(i).ToString()));
}
