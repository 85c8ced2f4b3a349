using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage.Engines;

public sealed class StorableTextTests
{
    [Fact]
    public void Text_WhatIsNoCharacter_IsReplaced()
    {
        Assert.Equal("見積書 🙂", StorableText.Of("見積書 🙂"));
        Assert.Equal("a\uFFFDb", StorableText.Of("a\0b"));
        Assert.Equal("a\uFFFD", StorableText.Of("a\uD83D"));
        Assert.Equal("\uFFFDa", StorableText.Of("\uDE42a"));
    }

    [StoreFact]
    public async Task Text_ThatAnEngineCantHold_IsStoredAndFoundAllTheSame()
    {
        // No constant: EF would write it into its SQL, which SQLite reads up to the zero.
        var text = "a\0b\uD83Dc";
        using var store = new TestStore();
        store.AddError(store.AddInbox("support"), code: text);

        var (byTracker, byStatement) = await store.Store.ReadAsync(
            async (db, token) =>
            {
                using var count = new PreparedSql(db, """SELECT COUNT(*) FROM "LogCounts" WHERE "Code" = @code""", "@code");
                return (await db.LogEntries.CountAsync(e => e.Code == text, token), count.Read(r => r.GetInt32(0), text)[0]);
            },
            CancellationToken.None);

        Assert.Equal((1, 2), (byTracker, byStatement));
    }
}
