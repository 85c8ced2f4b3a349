using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.ErrorLog;

[Trait("Rule", "R-E1")]
public sealed class ListErrorsTests : IDisposable
{
    private readonly TestStore _store = new();

    public ListErrorsTests()
    {
        var inboxes = new[] { _store.AddInbox("support"), _store.AddInbox("sales") };
        for (var i = 0; i < 60; i++)
        {
            // Every tenth was overtaken by half a day.
            var at = TestStore.Now.AddDays(i - 60).AddHours(i % 10 == 0 ? -36 : 0);
            _store.AddError(inboxes[i % 5 == 0 ? 1 : 0], (LogSeverity)(i % 2), i % 7 == 0 ? LogCategory.Owner : LogCategory.Validation, at: at);
        }
    }

    public void Dispose() => _store.Dispose();

    /// <summary>Each way of reading, by every index that is chosen for it.</summary>
    public static TheoryData<ErrorFilter> Filters =>
    [
        new(),
        new(2),
        new(2, LogSeverity.Warning, LogCategory.Owner),
        new(1, From: TestStore.Now.AddDays(-30), To: TestStore.Now.AddDays(-10)),
        new(Severity: LogSeverity.Warning),
        new(Category: LogCategory.Owner),
        new(Category: LogCategory.Other),
        new(Severity: LogSeverity.Error, Category: LogCategory.Owner, From: TestStore.Now.AddDays(-40)),
        new(From: TestStore.Now.AddDays(-31), To: TestStore.Now.AddDays(-29)),
        new(From: TestStore.Now.AddDays(-31), To: TestStore.Now.AddDays(-2)),
        new(To: TestStore.Now.AddDays(-20)),
    ];

    [StoreTheory]
    [MemberData(nameof(Filters))]
    public async Task Pages_OfAFilter_AreAllThatFitInOrder(ErrorFilter filter)
    {
        var fitting = (await AllAsync()).Where(e =>
            (filter.InboxId is null || e.InboxId == filter.InboxId) && (filter.Severity is null || e.Severity == filter.Severity)
            && (filter.Category is null || e.Category == filter.Category) && !(e.At < filter.From) && !(e.At >= filter.To)).Select(e => e.Seq).Order().ToList();

        Assert.Equal(fitting, await ReadAsync(filter, Keyset.Oldest));
        Assert.Equal(fitting.AsEnumerable().Reverse(), await ReadAsync(filter, Keyset.Newest));
    }

    [StoreTheory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(21)]
    [InlineData(31)]
    [InlineData(51)]
    [InlineData(365)]
    public async Task EntriesOfAKind_SinceAnyDay_AreAllThatAreYoungEnough(int days)
    {
        var from = TestStore.Now.AddDays(-days);
        var kind = (await AllAsync()).Where(e => e.At >= from && e is { Severity: LogSeverity.Error, Category: LogCategory.Validation }).Select(e => e.Seq).OrderDescending().ToList();

        var page = await new ListErrorEntries(_store.Store, new FakeTimeProvider(TestStore.Now)).RunAsync(
            new ErrorLogFilter(from), new ErrorGroupKey(LogSeverity.Error, LogCategory.Validation, "REQUIRED_FIELD_MISSING"), null, CancellationToken.None);

        Assert.Equal(kind.Take(ListErrorEntries.PageSize), page.Items.Select(e => e.Seq));
    }

    private Task<List<LogEntry>> AllAsync() => _store.Store.ReadAsync((db, token) => db.LogEntries.ToListAsync(token), CancellationToken.None);

    private async Task<List<long>> ReadAsync(ErrorFilter filter, Keyset keyset)
    {
        var seqs = new List<long>();
        for (var more = true; more;)
        {
            var page = await new ListErrors(_store.Store).RunAsync(filter, keyset, 7, CancellationToken.None);
            seqs.AddRange(page.Items.Select(e => e.Seq));
            keyset = keyset with { Beyond = seqs.LastOrDefault() };
            more = page.HasMore;
        }

        return seqs;
    }
}
