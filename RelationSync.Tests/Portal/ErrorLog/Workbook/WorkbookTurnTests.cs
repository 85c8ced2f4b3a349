using RelationSync.Portal.ErrorLog.Workbook;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

[Trait("Rule", "R-E2")]
public sealed class WorkbookTurnTests
{
    [Fact]
    public async Task Progress_Watched_GoesFromNothingToAll()
    {
        using var bench = new WorkbookBench(limits: new WorkbookLimits(PageSize: 10));
        bench.Add(LogSamples.Of(bench.Store.AddInbox("support"), 25));
        var progress = new WorkbookProgress();
        Assert.Equal(new WorkbookStep(WorkbookStage.Waiting, 0, 0), progress.Step);
        var told = new TaskCompletionSource();
        using var subscription = progress.Subscribe(() =>
        {
            if (progress.Step.Stage is WorkbookStage.Made)
            {
                told.TrySetResult();
            }
        });

        using var stream = await bench.MakeAsync(progress: progress);

        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(new WorkbookStep(WorkbookStage.Made, 25, 25), progress.Step);
    }

    [Fact]
    public async Task Listener_Throwing_DoesNotStopTheMaking()
    {
        using var bench = new WorkbookBench();
        bench.Add(LogSamples.Of(bench.Store.AddInbox("support"), 5));
        var progress = new WorkbookProgress();
        using var subscription = progress.Subscribe(() => throw new InvalidOperationException("a listener's own trouble"));

        using var stream = await bench.MakeAsync(progress: progress);

        Assert.Equal(5, progress.Step.Done);
    }

    [Fact]
    public async Task Third_WhileTwoAreMade_WaitsAndMayGiveUp()
    {
        using var bench = new WorkbookBench(limits: new WorkbookLimits(PageSize: 1));
        bench.Add(LogSamples.Of(bench.Store.AddInbox("support"), 1500));
        using var giveUp = new CancellationTokenSource();
        using var stop = new CancellationTokenSource();
        var both = new[] { new WorkbookProgress(), new WorkbookProgress() };
        var two = both.Select(p => Task.Run(() => bench.Workbook.MakeAsync(new WorkbookOrder(), p, stop.Token))).ToArray();
        var third = new WorkbookProgress();
        Assert.True(SpinWait.SpinUntil(() => both.All(p => p.Step.Stage is WorkbookStage.Making), TimeSpan.FromMinutes(1)));

        var waiting = bench.Workbook.MakeAsync(new WorkbookOrder(), third, giveUp.Token);
        Assert.Equal(WorkbookStage.Waiting, third.Step.Stage);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(WorkbookStage.Ended, third.Step.Stage);
        await stop.CancelAsync();
        foreach (var one in two)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        using var again = await bench.MakeAsync();
        Assert.True(again.Length > 0);
    }

    [Fact]
    public async Task Making_BrokenMidway_AnswersTheErrorAndNoFile()
    {
        using var bench = new WorkbookBench(limits: new WorkbookLimits(PageSize: 10));
        bench.Add(LogSamples.Of(bench.Store.AddInbox("support"), 30));
        using var db = bench.Store.CreateDbContext();
        // The tenth newest entry's category is none of ours.
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "UPDATE LogEntries SET Category = 99 WHERE Seq = 12");
        var progress = new WorkbookProgress();

        await Assert.ThrowsAnyAsync<Exception>(() => bench.Workbook.MakeAsync(new WorkbookOrder(), progress, CancellationToken.None));

        Assert.Equal(WorkbookStage.Ended, progress.Step.Stage);
        Assert.Empty(Directory.EnumerateFiles(Path.GetTempPath(), "relationsync-*.xlsx"));
    }
}
