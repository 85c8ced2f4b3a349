using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Connections;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// A store as a year leaves it, on its busiest day: forty inboxes of uneven size, all channels of uneven size, three hundred
/// operators, nearly all of it synced. Made without regard for a power cut, and on SQLite with the indexes after the rows; both only here.
/// </summary>
internal sealed class PagesStore(Dialect dialect, string connectionString, int actions, int entries) : IDbContextFactory<RelationSyncDb>
{
    public const string RareInbox = "inbox-39";
    public const string RareOperator = "takahashi.rare@minatodo.example";
    public const string RareChannel = "chatplus";

    /// <summary>What only the oldest action's subject says.</summary>
    public const string OnlyOldest = "創業祭の招待状";

    private static readonly string[] Subjects =
    [
        "ご注文番号 {0} の配送日時について", "お見積りの有効期限について（案件 {0}）", "Re: 【重要】請求書 INV-{0} の送付", "納期のご相談",
        "システム障害のご報告と今後の対応について", "お問い合わせありがとうございます", "Re: Re: Quotation for order {0}", "資料請求（{0}）へのご返信",
        "返品・交換のお手続きについて", "ご予約内容の確認 #{0}", "パスワード再設定のご案内", "Fwd: 打ち合わせの日程調整",
    ];

    private static readonly string[] Names = ["mori", "sato", "suzuki", "takagi", "yamada", "nishida", "kato", "info", "order", "support", "h.ito", "m-ono"];
    private static readonly string[] Firms = ["aoba-logi", "minato", "kitagawa-s", "hoshino", "tanaka-ss", "umi-foods", "akari", "sakura-med", "toyo-parts", "nextone"];
    private readonly Random _random = new(20_451);
    private readonly List<byte[]> _activities = []; // some of them, for the log of requests
    private static readonly TimeSpan Year = TimeSpan.FromDays(364);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly DateTimeOffset _midnight = DayBoundaries.Midnight(TimeProvider.System.GetUtcNow(), DayBoundaries.Default);

    /// <summary>Actions of today: 400,000 of 5,000,000.</summary>
    private int Today => actions / 25 * 2;

    /// <inheritdoc/>
    public RelationSyncDb CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<RelationSyncDb>();
        dialect.Use(options, connectionString);
        if (dialect.Provider is StoreProvider.Sqlite)
        {
            options.AddInterceptors(new Careless());
        }

        return dialect.CreateContext(options.Options);
    }

    /// <summary>Brings a store that was made before to the newest migration. False where there is none yet.</summary>
    public async Task<bool> UpgradeAsync(CancellationToken cancellationToken)
    {
        await using var db = CreateDbContext();
        await db.Database.MigrateAsync(cancellationToken);
        return await db.Actions.AnyAsync(cancellationToken);
    }

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        await using (var db = CreateDbContext())
        {
            db.Connections.AddRange(Enumerable.Range(0, 40).Select(Connect));
            await db.SaveChangesAsync(cancellationToken);
            await db.Database.OpenConnectionAsync(cancellationToken);
            Fill(db);
        }

        using var store = new Store(this);
        var indexer = new ActionIndexer(store, TimeProvider.System) { Batch = 10_000 };
        while (await indexer.StepAsync(cancellationToken) > 0)
        {
        }

        if (dialect.Provider is StoreProvider.PostgreSql)
        {
            await using var db = CreateDbContext();
            await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE", cancellationToken);
        }
    }

    public async Task<double> MegabytesAsync(CancellationToken cancellationToken)
    {
        await using var db = CreateDbContext();
        var sql = dialect.Provider is StoreProvider.Sqlite
            ? "SELECT page_count * page_size AS \"Value\" FROM pragma_page_count(), pragma_page_size()"
            : "SELECT pg_database_size(current_database()) AS \"Value\"";
        return await db.Database.SqlQueryRaw<long>(sql).SingleAsync(cancellationToken) / 1e6;
    }

    private void Fill(RelationSyncDb db)
    {
        var connection = db.Database.GetDbConnection();
        List<string> indexes = [];
        if (connection is SqliteConnection)
        {
            const string OfActions = """FROM "sqlite_master" WHERE "type" = 'index' AND "tbl_name" = 'Actions' AND "sql" IS NOT NULL""";
            indexes = Read(connection, $"""SELECT "sql" {OfActions}""");
            Read(connection, $"""SELECT "name" {OfActions}""").ForEach(n => Run(connection, $"DROP INDEX \"{n}\""));
        }

        var logged = InsertActions(connection);
        indexes.ForEach(sql => Run(connection, sql));
        InsertEntries(connection, logged);
        InsertRequests(connection);
        InsertNodes(connection);
        LogCounts.Rebuild(db);
        SyncedCounts.Rebuild(db);
    }

    private List<(byte[] Id, long Inbox, long At)> InsertActions(DbConnection connection)
    {
        using var rows = BulkRows.Into(
            connection,
            "Actions",
            "Id", "InboxId", "Channel", "ActivityId", "ActivityKey", "TriggerOperationId", "Status", "Intent", "TriggerAt", "ArrivedAt", "DueAt", "SyncedAt",
            "EventId", "Attempts", "LastError", "Fence", "Doubt", "SentUnmarked", "Subject", "OperatorEmail", "CustomerKey", "Source", "OperatorEvidence", "TimesEvidence", "IsTest");
        var logged = new List<(byte[], long, long)>();
        for (var i = 0; i < actions; i++)
        {
            var trigger = TriggerOf(i);
            var arrived = trigger + TimeSpan.FromSeconds(_random.Next(1, i % 500 == 0 ? 90_000 : 20));
            var status = StatusOf(i);
            var (id, activity) = (Bytes(), Bytes());
            var inbox = (long)InboxOf(i);
            rows.Add(
                id, inbox, ChannelOf(i), $"msg-{1_000_000 + i}-{i % 4}", activity, $"op_{i:x8}", status, 0, trigger.UtcTicks, arrived.UtcTicks,
                (trigger + TimeSpan.FromSeconds(60)).UtcTicks, status == 4 ? (arrived + TimeSpan.FromSeconds(_random.Next(60, 250))).UtcTicks : null,
                status == 4 ? EventId() : null, status is 4 or 5 ? 1 : 0, status == 5 ? "FIELD_CUSTOM_VALIDATION_EXCEPTION" : null, 0L, 0, false,
                i == 0 ? OnlyOldest : string.Format(System.Globalization.CultureInfo.InvariantCulture, Subjects[_random.Next(Subjects.Length)], _random.Next(10_000, 999_999)),
                i is 7 or 1234 ? RareOperator : $"operator{_random.Next(300)}@minatodo.example",
                i % 5 == 0 ? $"+8190{_random.Next(10_000_000, 99_999_999)}" : Customer(_random.Next(200_000)),
                i % 4 == 0 ? 1 : 0, i % 7 == 0 ? 2 : 0, i % 11 == 0 ? 2 : 0, i % 10_000 == 77);
            if (i % Math.Max(1, actions / entries) == 0 || status == 5)
            {
                logged.Add((id, inbox, arrived.UtcTicks));
            }

            if (i % 5_000 == 0)
            {
                _activities.Add(activity);
            }
        }

        rows.Complete();
        return logged;
    }

    private void InsertEntries(DbConnection connection, List<(byte[] Id, long Inbox, long At)> logged)
    {
        using var rows = BulkRows.Into(
            connection, "LogEntries", "At", "InboxId", "Severity", "Category", "Code", "Message", "ActionId", "Channel", "Subject", "CustomerKey", "Operator", "SettledAt");
        var categories = Enum.GetValues<LogCategory>();
        for (var i = 0; i < entries; i++)
        {
            var (id, inbox, at) = logged[(int)((long)i * logged.Count / entries)];
            var category = i % 50_000 == 7 ? LogCategory.CancelledLate : categories[_random.Next(8)];
            rows.Add(
                at, inbox, i % 4 == 0 ? (int)LogSeverity.Error : (int)LogSeverity.Warning, (int)category, $"CODE_{(int)category}_{_random.Next(4)}",
                "Required fields are missing: [Region__c]", id, "mail", "お見積りの有効期限について", "mori@aoba-logi.example", "sato@minatodo.example",
                i % 3 == 0 && i < entries - 40_000 ? at : null);
        }

        rows.Complete();
    }

    /// <summary>As many as the log keeps of each inbox, each with activities that it links to.</summary>
    private void InsertRequests(DbConnection connection)
    {
        using var rows = BulkRows.Into(
            connection, "IntakeRequests", "InboxId", "At", "RequestId", "Kind", "ByBearerKey", "Size", "Status", "Accepted", "Duplicate", "Ignored", "Rejected", "Errors", "Activities");
        for (var i = 0; i < 40 * IntakeRequestRow.MostKept; i++)
        {
            var activities = _random.GetItems(_activities.ToArray(), IntakeRequestRow.MostActivities).SelectMany(a => a).ToArray();
            rows.Add(
                (long)(1 + (i % 40)), (_now - TimeSpan.FromSeconds(i)).UtcTicks, $"req-{i:x8}", i % 20 == 0 ? 1 : 0, i % 9 == 0, _random.Next(300, 100_000), i % 30 == 0 ? 400 : 202, 5, 0, 0, i % 30 == 0 ? 1 : 0,
                i % 30 == 0 ? "operations[0].occurred_at: is no time" : null, activities);
        }

        rows.Complete();
    }

    private void InsertNodes(DbConnection connection)
    {
        using var rows = BulkRows.Into(connection, "Nodes", "Id", "Name", "Version", "StartedAt", "SeenAt", "Drains");
        for (var i = 0; i < 3; i++)
        {
            rows.Add(Bytes(), $"node-{i}", "1.0.0", (_now - TimeSpan.FromDays(9)).UtcTicks, (_now + Year).UtcTicks, i); // alive whenever the store is measured
        }

        rows.Complete();
    }

    /// <summary>Half synced (4), waiting, failed and cancelled ones in between, and what is under way at the end.</summary>
    private int StatusOf(int i) => (actions - i) switch
    {
        < 300 => 1,
        < 2_300 => 2,
        < 2_400 => 3,
        _ => i % 250 == 3 ? 5 : i % 100 == 1 ? 6 : i % 20_000 == 11 ? 0 : 4,
    };

    private DateTimeOffset TriggerOf(int i)
    {
        var before = actions - Today;
        return i < before
            ? _midnight - (Year * (1 - ((double)i / before)))
            : _midnight + ((_now - _midnight) * ((double)(i - before) / Today));
    }

    private int InboxOf(int i) => i % 100_000 == 12_345 ? 40 : i % 3 == 0 ? 1 + _random.Next(38) : 1;

    private string ChannelOf(int i) => i % 100_000 == 54_321 ? RareChannel : _random.Next(10) switch
    {
        < 6 => Channel.Mail.Code,
        < 8 => "line",
        8 => "call",
        _ => "record",
    };

    private static string Customer(int number) => $"{Names[number % Names.Length]}{number / 7 % 991}@{Firms[number % Firms.Length]}{number / 1201}.example";

    private string EventId()
    {
        const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        return "00U5g00000" + new string(_random.GetItems<char>(Letters, 5)) + "EAV";
    }

    private byte[] Bytes()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return bytes;
    }

    private Connection Connect(int number) => new()
    {
        Id = Guid.CreateVersion7(),
        Inbox = new Inbox { Key = $"inbox-{number}", Name = $"サポート窓口 {number}", TimeZone = "Asia/Tokyo", SecretProtected = "-", CreatedAt = _now },
        Authorization = new Authorization
        {
            Id = Guid.CreateVersion7(),
            LoginUrl = "https://login.salesforce.com",
            InstanceUrl = "https://minatodo.my.salesforce.com",
            RefreshTokenProtected = "-",
            CreatedAt = _now,
        },
        Targets = TargetKind.Both,
        CreatedAt = _now - Year,
    };

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Read(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private sealed class Careless : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; PRAGMA temp_store=MEMORY;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Run(connection, Pragmas);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Run(connection, Pragmas);
            return Task.CompletedTask;
        }
    }
}
