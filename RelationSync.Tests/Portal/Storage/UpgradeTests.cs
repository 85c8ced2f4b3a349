using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>A store that any earlier version left, in the middle of its work, goes on under this one.</summary>
public sealed class UpgradeTests
{
    private const string Inbox = "support";

    /// <summary>Every migration there is, so that a new one can't be forgotten; the last stands for a store that is up to date.</summary>
    public static TheoryData<string> Migrations
    {
        get
        {
            using var db = new RelationSyncDb(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite("Data Source=:memory:").Options);
            return [.. db.Database.GetMigrations()];
        }
    }

    [Theory]
    [MemberData(nameof(Migrations))]
    [Trait("Rule", "R-D1")]
    public async Task Store_OfAnEarlierVersion_GoesOnWithItsWork(string migration)
    {
        using var sync = new SyncHarness(earlier: db => Fill(db, migration));

        Assert.Equal(IntakeStatus.Duplicate, await sync.PostAsync(Operation("done")));
        Assert.Equal(IntakeStatus.Accepted, await sync.PostAsync(Operation("fresh")));
        Assert.Equal([sync.ConnectionId], await sync.DueWork.ListConnectionsAsync(default));
        await sync.PassHoldsAndDrainAsync();

        Assert.Equal(["【メール】waiting", "【メール】fresh"], sync.Org.Events.Select(e => e.Record.Subject));
        Assert.All(await sync.ActionsAsync(), a => Assert.Equal(ActionStatus.Synced, a.Status));
        for (var days = 0; days < 40; days += 10)
        {
            sync.Clock.Advance(TimeSpan.FromDays(10));
            await sync.Keeping.RunAsync(default);
        }

        Assert.All(await sync.ActionsAsync(), a => Assert.Equal((null, null), (a.Subject, a.CustomerKey)));
        Assert.Equal("ok", await sync.Store.ReadAsync((db, _) => Task.FromResult(Check(db)), default));
    }

    /// <summary>A connection with one action that is synced and one that is due.</summary>
    private static void Fill(RelationSyncDb db, string migration)
    {
        db.GetService<IMigrator>().Migrate(migration);
        var (authorization, connection, at) = (Guid.NewGuid(), Guid.NewGuid(), SyncHarness.T0.AddHours(-1));
        Insert(db, "Inboxes", ("Id", 1), ("Key", Inbox), ("Name", "サポート"), ("TimeZone", "Asia/Tokyo"), ("SecretProtected", "-"), ("SyncFrom", at.AddDays(-1)), ("CreatedAt", at.AddDays(-1)));
        Insert(db, "Authorizations", ("Id", authorization), ("LoginUrl", "https://login.salesforce.com"), ("RefreshTokenProtected", "-"), ("CreatedAt", at));
        Insert(db, "Connections", ("Id", connection), ("InboxId", 1), ("AuthorizationId", authorization), ("Targets", 2), ("LinkOpportunities", 1), ("CreatedAt", at));
        Insert(db, "Accounts", ("Id", Guid.NewGuid()), ("Email", "a@example.com"), ("NormalizedEmail", "a@example.com"), ("PasswordHash", "-"), ("Role", 1), ("SecurityStamp", "-"), ("CreatedAt", at));
        Add("done", ActionStatus.Synced);
        Add("waiting", ActionStatus.Held);
        Insert(db, "LogEntries", ("At", at), ("InboxId", 1), ("ConnectionId", connection), ("Severity", 1), ("Category", 0), ("Code", "X"), ("Message", "x"));

        void Add(string activity, ActionStatus status)
        {
            var key = ActionKeys.OfActivity(Inbox, Channel.Mail, activity);
            Insert(
                db, "Operations", ("IdHash", ActionKeys.OfOperation(Inbox, activity)), ("InboxId", 1), ("ActivityKey", key), ("ArrivedAt", at),
                ("Payload", Encoding.UTF8.GetBytes(Operation(activity))));
            Insert(
                db, "Actions", ("Id", ActionKeys.OfAction(Inbox, Channel.Mail, activity, activity)), ("InboxId", 1), ("Channel", "mail"), ("ActivityId", activity),
                ("ActivityKey", key), ("TriggerOperationId", activity), ("Status", status), ("Intent", 0), ("TriggerAt", at), ("ArrivedAt", at), ("DueAt", at),
                ("SyncedAt", status is ActionStatus.Synced ? at : null), ("EventId", status is ActionStatus.Synced ? "00U000000000009AAA" : null),
                ("Attempts", 0), ("Fence", 0), ("Doubt", 0), ("Subject", activity), ("OperatorEmail", "sato@example.com"), ("CustomerKey", "a@customer.example"));
        }
    }

    private static string Operation(string activity) => $$"""
        {"id":"{{activity}}","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"2026-11-23T00:00:00Z",
         "operator":{"email":"sato@example.com"},"data":{"subject":"{{activity}}","body":"body","to":["a@customer.example"]} }
        """;

    /// <summary>A row with those values; what else a later migration made mandatory is zero.</summary>
    private static void Insert(RelationSyncDb db, string table, params (string Column, object? Value)[] values)
    {
        using var mandatory = new Statement(
            db, """SELECT "name" FROM pragma_table_info(@table) WHERE "notnull" = 1 AND "dflt_value" IS NULL AND "pk" = 0""", "@table");
        var others = mandatory.Read(r => r.GetString(0), table).Except(values.Select(v => v.Column));
        (string Column, object? Value)[] all = [.. values, .. others.Select(o => (o, (object?)0))];
        var names = all.Select((_, i) => $"@p{i}").ToArray();
        using var insert = new Statement(
            db, $"INSERT INTO \"{table}\" ({string.Join(", ", all.Select(v => $"\"{v.Column}\""))}) VALUES ({string.Join(", ", names)})", names);
        insert.Run([.. all.Select(v => v.Value)]);
    }

    private static string Check(RelationSyncDb db)
    {
        using var check = new Statement(db, "PRAGMA integrity_check");
        return string.Join(' ', check.Read(r => r.GetString(0)));
    }
}
