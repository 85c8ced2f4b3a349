using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage.Engines;

public sealed class StorableTextTests
{
    [Theory]
    [InlineData("見積書 🙂", "見積書 🙂")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("a\uD83D", "a\uFFFD")]
    [InlineData("\uDE42a", "\uFFFDa")]
    public void Text_WhatIsNoCharacter_IsReplaced(string text, string expected) => Assert.Equal(expected, StorableText.Of(text));

    [StoreFact]
    public async Task Text_ThatAnEngineCantHold_IsStoredAndFoundAllTheSame()
    {
        const string Text = "a\0b\uD83Dc";
        using var store = new TestStore();
        store.AddError(store.AddInbox("support"), code: Text);

        var (byTracker, byStatement) = await store.Store.ReadAsync(
            async (db, token) =>
            {
                using var count = new Statement(db, """SELECT COUNT(*) FROM "LogCounts" WHERE "Code" = @code""", "@code");
                return (await db.LogEntries.CountAsync(e => e.Code == Text, token), count.Read(r => r.GetInt32(0), Text)[0]);
            },
            CancellationToken.None);

        Assert.Equal((1, 2), (byTracker, byStatement));
    }
}
