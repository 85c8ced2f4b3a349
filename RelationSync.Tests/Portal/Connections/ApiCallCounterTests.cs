using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Connections;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Connections;

public sealed class ApiCallCounterTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly FakeTimeProvider _clock = new(TestStore.Now);
    private readonly Guid _connection;

    public ApiCallCounterTests() => _connection = _store.AddConnection(_store.AddInbox("support"), c =>
    {
        c.ApiBudgetPercent = 1;
        c.Authorization.ApiMax = 1000;
    }).Id;

    public void Dispose() => _store.Dispose();

    [StoreFact]
    public async Task Reserve_BeyondTheShare_IsALimit()
    {
        var book = await OpenAsync();

        Assert.Equal(10, CallAsLongAsItMay(book));
        Assert.Equal((FailureClass.Limit, OwnCodes.ApiBudgetReached, WriteCertainty.NotWritten), Refused(book));
    }

    [StoreFact]
    public async Task Reserve_CallsUnderWay_CountAlready()
    {
        var book = await OpenAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(book.Reserve(_connection));
        }

        Assert.NotNull(book.Reserve(_connection));
        book.Made(_connection, calls: 0, wasReserved: true, max: null);
        Assert.Null(book.Reserve(_connection));
    }

    [StoreFact]
    public async Task Open_AnotherProcess_KnowsWhatWasCalled()
    {
        var before = await OpenAsync();
        CallAsLongAsItMay(before);
        await before.SaveAsync(default);

        Assert.Equal(0, CallAsLongAsItMay(await OpenAsync()));
    }

    [StoreFact]
    public async Task Reserve_ADayLater_GoesOnAndOldRowsAreForgotten()
    {
        var book = await OpenAsync();
        CallAsLongAsItMay(book);
        await book.SaveAsync(default);
        _clock.Advance(CallBudget.Day + CallBudget.Quarter + CallBudget.Quarter + TimeSpan.FromMinutes(1));

        Assert.Equal(10, CallAsLongAsItMay(book));
        await book.SaveAsync(default);
        Assert.Equal(1, await RowsAsync());
    }

    [StoreFact]
    public async Task Change_Raised_HoldsFromTheNextCall()
    {
        var book = await OpenAsync();
        CallAsLongAsItMay(book);

        book.Change(_connection, 2);

        Assert.Equal(10, CallAsLongAsItMay(book));
    }

    [StoreFact]
    public async Task Made_ForAPerson_CountsButIsNotHeldBack()
    {
        var book = await OpenAsync();
        for (var i = 0; i < 12; i++)
        {
            book.Made(_connection, calls: 1, wasReserved: false, max: null);
        }

        Assert.Equal(0, CallAsLongAsItMay(book));
    }

    [StoreFact]
    public async Task Save_StoreUnwritable_KeepsTheCounts()
    {
        var book = await OpenAsync();
        CallAsLongAsItMay(book);
        _store.IsBroken = true;
        await Assert.ThrowsAnyAsync<IOException>(() => book.SaveAsync(default));

        _store.IsBroken = false;
        await book.SaveAsync(default);

        Assert.Equal(10, await _store.Store.ReadAsync((db, token) => db.ApiCallCounts.SumAsync(c => c.Calls, token), default));
    }

    private async Task<ApiCallCounter> OpenAsync()
    {
        var book = new ApiCallCounter(_store.Store, _clock);
        await book.OpenAsync(_connection, default);
        return book;
    }

    private int CallAsLongAsItMay(ApiCallCounter book)
    {
        var calls = 0;
        while (calls < 100 && book.Reserve(_connection) is null)
        {
            book.Made(_connection, calls: 1, wasReserved: true, max: 1000);
            calls++;
        }

        return calls;
    }

    private (FailureClass, string, WriteCertainty) Refused(ApiCallCounter book)
    {
        var failure = book.Reserve(_connection)!;
        return (failure.Class, failure.Code, failure.Certainty);
    }

    private Task<int> RowsAsync() => _store.Store.ReadAsync((db, token) => db.ApiCallCounts.CountAsync(token), default);
}
