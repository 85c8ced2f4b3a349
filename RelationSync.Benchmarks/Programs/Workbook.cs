using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ClosedXML.Excel;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Connections;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog.Workbook;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;
using Connection = RelationSync.Portal.Storage.Connection;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// The yearly workbook, made by a fresh process each time, which tells its own peak: ours, and plain ClosedXML over the
/// same entries. While ours is made, somebody else keeps writing into the store.
/// </summary>
internal sealed class Workbook : IBenchmark
{
    private const string Task = "RELATIONSYNC_WORKBOOK";
    private const int Beside = 20_000;
    private const double MostMegabytes = 300;

    public string Name => "workbook";

    public string Shows => "the yearly workbook: seconds and peak memory of a fresh process, beside plain ClosedXML";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        if (Environment.GetEnvironmentVariable(Task) is { } task)
        {
            return await AsChildAsync(JsonSerializer.Deserialize<Order>(task)!, cancellationToken);
        }

        var folder = Directory.CreateTempSubdirectory("relationsync-bench-").FullName;
        try
        {
            return await MeasureAsync(full ? 500_000 : 50_000, folder, cancellationToken);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Verdict> MeasureAsync(int rows, string folder, CancellationToken cancellationToken)
    {
        var small = await SeedAsync(Path.Combine(folder, "small.db"), Beside, cancellationToken);
        var large = await SeedAsync(Path.Combine(folder, "large.db"), rows, cancellationToken);
        var plain = await InChildAsync(new Order(small, Path.Combine(folder, "plain.xlsx"), Plain: true), cancellationToken);
        var beside = await InChildAsync(new Order(small, Path.Combine(folder, "beside.xlsx"), Plain: false), cancellationToken);
        var ours = await InChildAsync(new Order(large, Path.Combine(folder, "ours.xlsx"), Plain: false), cancellationToken);
        var good = CountGood(Path.Combine(folder, "ours.xlsx"), rows);
        var times = (double)rows / Beside;
        var scaled = new Result(plain.Seconds * times, plain.BaseMb, plain.BaseMb + ((plain.PeakMb - plain.BaseMb) * times), plain.FileMb * times, 0, 0);
        return new Verdict(
            new Checks(("memory within bounds", ours.PeakMb < MostMegabytes), ("read back equal", good == rows), ("faster than plain ClosedXML", beside.Seconds < plain.Seconds)),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows:N0} entries in {ours.Seconds:N1} s at {ours.PeakMb:N0} MB, {good:N0} read back equal; at {Beside:N0} plain ClosedXML takes {plain.Seconds / beside.Seconds:N1} times the time and {(plain.PeakMb - plain.BaseMb) / (beside.PeakMb - beside.BaseMb):N1} times the added memory; a write beside it waits {ours.WriteP99Ms:N0} ms (p99), {ours.WriteMaxMs:N0} ms at most"),
            ["made by", "entries", "s", "entries/s", "peak MB", "of it before", "file MB"],
            [
                Row("ours", rows, ours),
                Row("ours", Beside, beside),
                Row("plain ClosedXML", Beside, plain),
                Row($"plain ClosedXML, reckoned: ×{times:N1}", rows, scaled),
            ]);
    }

    private static string[] Row(string maker, int rows, Result r) =>
        [maker, $"{rows:N0}", $"{r.Seconds:N1}", $"{rows / r.Seconds:N0}", $"{r.PeakMb:N0}", $"{r.BaseMb:N0}", $"{r.FileMb:N1}"];

    /// <summary>A fresh process does it with the garbage collector of the portal and writes what it took beside the workbook.</summary>
    private static async Task<Result> InChildAsync(Order order, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "RelationSync.Benchmarks.dll"));
        start.ArgumentList.Add("workbook");
        start.Environment[Task] = JsonSerializer.Serialize(order);
        start.Environment["DOTNET_gcServer"] = "1";
        using var child = Process.Start(start) ?? throw new InvalidOperationException("The child did not start.");
        try
        {
            var words = await child.StandardOutput.ReadToEndAsync(cancellationToken);
            await child.WaitForExitAsync(cancellationToken);
            return child.ExitCode == 0
                ? JsonSerializer.Deserialize<Result>(await File.ReadAllTextAsync(order.File + ".json", cancellationToken))!
                : throw new InvalidOperationException($"The child ended with {child.ExitCode}:\n{words}");
        }
        finally
        {
            child.Kill(entireProcessTree: true);
        }
    }

    private static async Task<Verdict> AsChildAsync(Order order, CancellationToken cancellationToken)
    {
        await using var services = Services(order.Store);
        var store = services.GetRequiredService<Store>();
        await store.ReadAsync((db, token) => db.LogEntries.FirstAsync(token), cancellationToken);
        var before = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writes = order.Plain ? System.Threading.Tasks.Task.FromResult(new List<double> { 0 }) : WriteBesideAsync(store, enough.Token);
        var started = Stopwatch.GetTimestamp();
        await (order.Plain ? MakePlainAsync(services, order.File, cancellationToken) : MakeOursAsync(services, order.File, cancellationToken));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await enough.CancelAsync();
        var waits = (await writes).Order().ToList();
        using var self = Process.GetCurrentProcess();
        var result = new Result(
            seconds, before, self.PeakWorkingSet64 / 1e6, new FileInfo(order.File).Length / 1e6, waits[(int)(waits.Count * 0.99)], waits[^1]);
        await File.WriteAllTextAsync(order.File + ".json", JsonSerializer.Serialize(result), cancellationToken);
        return new Verdict(true, "", [], []);
    }

    private static async Task MakeOursAsync(ServiceProvider services, string file, CancellationToken cancellationToken)
    {
        var inbox = (await services.GetRequiredService<ListInboxes>().RunAsync(cancellationToken))[0];
        using var made = await services.GetRequiredService<ErrorWorkbook>().MakeAsync(new WorkbookOrder(inbox), new WorkbookProgress(), cancellationToken);
        await using var target = File.Create(file);
        await made.Content.CopyToAsync(target, cancellationToken);
    }

    /// <summary>The same cells by ClosedXML's object model alone: the entries read in the same pages, no chart, no links.</summary>
    private static async Task MakePlainAsync(ServiceProvider services, string file, CancellationToken cancellationToken)
    {
        var log = services.GetRequiredService<LogReader>();
        var places = await log.PlacesAsync(cancellationToken);
        var filter = new WorkbookOrder().Since(TimeProvider.System.GetUtcNow().AddDays(-365));
        var extent = await log.MeasureAsync(filter, cancellationToken);
        using var workbook = new XLWorkbook();
        var sheet = workbook.AddWorksheet("log");
        sheet.Column(1).Style.DateFormat.Format = "yyyy/mm/dd hh:mm:ss";
        var row = 1;
        await foreach (var page in log.ReadAsync(filter, extent.Newest, cancellationToken))
        {
            foreach (var entry in page)
            {
                row++;
                var place = places.Of(entry);
                sheet.Cell(row, 1).SetValue(place.Local(entry.At));
                string?[] texts =
                [
                    place.ZoneName(entry.At), place.Inbox.Name, entry.Channel, WorkbookTexts.Of(entry.Severity), WorkbookTexts.Of(entry.Category), entry.Code,
                    entry.Message, GuidanceTexts.For(entry.Code, entry.Category), entry.Subject, entry.CustomerKey, entry.Operator,
                    entry.ActionId?.ToString(), places.EventUrl(entry, entry.EventId) ?? entry.EventId, "",
                ];
                for (var i = 0; i < texts.Length; i++)
                {
                    sheet.Cell(row, i + 2).SetValue<string>(texts[i] ?? "");
                }
            }
        }

        workbook.SaveAs(file);
    }

    /// <summary>Milliseconds that each of many small writes took until it was on disk.</summary>
    private static async Task<List<double>> WriteBesideAsync(Store store, CancellationToken enough)
    {
        var waits = new List<double>();
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await store.WriteAsync((db, token) => db.Inboxes.ExecuteUpdateAsync(s => s.SetProperty(x => x.LastOperationAt, TimeProvider.System.GetUtcNow()), token), CancellationToken.None);
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await System.Threading.Tasks.Task.Delay(20, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return waits;
    }

    /// <summary>Reads the sheet row after row: how many have the time and message that their place in the log asks for.</summary>
    private static int CountGood(string file, int rows)
    {
        using var document = SpreadsheetDocument.Open(file, false);
        var book = document.WorkbookPart!;
        using var reader = OpenXmlReader.Create(book.GetPartById(book.Workbook.Sheets!.Elements<Sheet>().ElementAt(1).Id!.Value!));
        var good = 0;
        var next = rows;
        var last = double.MaxValue;
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement && reader.LoadCurrentElement() is Row { RowIndex.Value: > 1 } row)
            {
                var time = double.Parse(row.Elements<Cell>().First().CellValue!.Text, CultureInfo.InvariantCulture);
                var message = row.Elements<Cell>().Single(c => c.CellReference == $"H{row.RowIndex}").InnerText;
                good += time <= last && message == Message(--next) ? 1 : 0;
                last = time;
            }
        }

        return good;
    }

    private static async Task<string> SeedAsync(string file, int rows, CancellationToken cancellationToken)
    {
        await using var services = Services(file);
        await services.MigrateStoreAsync(cancellationToken);
        var store = services.GetRequiredService<Store>();
        var now = TimeProvider.System.GetUtcNow();
        var connection = new Connection
        {
            Id = Guid.CreateVersion7(),
            Inbox = new Inbox { Key = "bench", Name = "サポート窓口", TimeZone = "Asia/Tokyo", SecretProtected = "-", CreatedAt = now },
            Authorization = new Authorization
            {
                Id = Guid.CreateVersion7(),
                LoginUrl = "https://login.salesforce.com",
                InstanceUrl = "https://minatodo.my.salesforce.com",
                RefreshTokenProtected = "-",
                CreatedAt = now,
            },
            Targets = TargetKind.Both,
            CreatedAt = now,
        };
        await store.WriteAsync((db, _) => System.Threading.Tasks.Task.FromResult(db.Connections.Add(connection)), cancellationToken);
        foreach (var chunk in Enumerable.Range(0, rows).Chunk(10_000))
        {
            await store.WriteAsync(
                async (db, token) => await db.LogEntries.AddRangeAsync(chunk.Select(i => Entry(i, now.AddDays(-364) + (TimeSpan.FromDays(364) * ((double)i / rows)), connection)), token),
                cancellationToken);
        }

        return file;
    }

    private static LogEntry Entry(int i, DateTimeOffset at, Connection connection) => new()
    {
        At = at,
        InboxId = connection.InboxId,
        ConnectionId = connection.Id,
        Severity = i % 3 == 0 ? LogSeverity.Error : LogSeverity.Warning,
        Category = (LogCategory)(i % 13),
        Code = i % 3 == 0 ? "REQUIRED_FIELD_MISSING" : "STRING_TOO_LONG",
        Message = Message(i),
        ActionId = Guid.CreateVersion7(at),
        Channel = i % 2 == 0 ? "mail" : "line",
        Subject = $"【重要】お見積りの有効期限と納期のご確認について（案件 {i}）",
        CustomerKey = i % 2 == 0 ? $"customer{i % 9000}@example.co.jp" : $"03{i % 100_000_000:D8}",
        Operator = $"operator{i % 40}@minatodo.example",
        EventId = i % 3 == 0 ? null : $"00U5g{i:D10}EAA",
    };

    private static string Message(int i) => $"Required fields are missing: [Region__c, Branch__c]: required on record {i} of the batch";

    private static ServiceProvider Services(string file)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddStore($"Data Source={file}");
        services.AddSingleton<ListInboxes>();
        services.AddExports();
        return services.BuildServiceProvider();
    }

    private sealed record Order(string Store, string File, bool Plain);

    private sealed record Result(double Seconds, double BaseMb, double PeakMb, double FileMb, double WriteP99Ms, double WriteMaxMs);
}
