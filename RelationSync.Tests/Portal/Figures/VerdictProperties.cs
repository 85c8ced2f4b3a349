using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Figures;

/// <summary>Whatever a store holds: no page says that there is nothing to do while an Event is missing.</summary>
public sealed class VerdictProperties
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Rule", "R-T12")]
    public async Task Verdict_AnActionWithoutItsEventAfterFiveMinutes_IsNeverNothingToDo(int decade)
    {
        var seen = (Missing: 0, Calm: 0);
        for (var seed = decade * 10; seed < (decade * 10) + 10; seed++)
        {
            using var store = new TestStore();
            new RandomStore(store, seed).Fill(most: seed % 4 == 0 ? 2 : 12);

            var pages = await ReadAsync(store);

            var missing = ShownPages.MissingIn(store);
            seen = (seen.Missing + missing.Count, seen.Calm + (pages.Dashboard.Verdict.NothingToDo ? 1 : 0));
            Assert.Empty(pages.FalseCalm(missing).Select(said => $"seed {seed}: {said}"));
        }

        // The seeds draw both: neither half of the property is empty.
        Assert.True(seen.Missing >= 5, $"only {seen.Missing} missing were drawn");
    }

    /// <summary>Pages that leave one thing out. The property must notice each, else it would not notice the same fault of ours.</summary>
    [Fact]
    public async Task Property_PagesThatLie_AreFoundOut()
    {
        Dictionary<string, Func<ShownPages, ShownPages>> lies = new()
        {
            ["expired connections"] = p => p.Without(MatterKind.Expired),
            ["blocked connections"] = p => p.Without(MatterKind.Blocked),
            ["connections at Salesforce's limit"] = p => p.Without(MatterKind.Limited),
            ["connections over their budget"] = p => p.Without(MatterKind.OverBudget),
            ["paused connections"] = p => p.Without(MatterKind.Paused),
            ["failed actions"] = p => p.Without(MatterKind.Failed),
            ["resolved actions"] = p => p.Without(MatterKind.Resolved),
            ["actions of an inbox without a connection"] = p => p.Without(MatterKind.NotConnected),
            ["late actions"] = p => p.Without(MatterKind.Late),
            ["what the day's sentence misses"] = p => p.WithSentence(VerdictSentence.AllOnTime),
            ["what is the matter with a connection in the list"] = p => p.WithCalmConnections(),
            ["open errors"] = p => p with { IsErrorLogCalm = true },
        };
        for (var seed = 10; seed < 130 && lies.Count > 0; seed++)
        {
            using var store = new TestStore();
            new RandomStore(store, seed).Fill(most: seed % 4 == 0 ? 2 : 12);
            var (pages, missing) = (await ReadAsync(store), ShownPages.MissingIn(store));
            foreach (var (name, lie) in lies.Where(l => l.Value(pages).FalseCalm(missing).Any()).ToList())
            {
                lies.Remove(name);
            }
        }

        Assert.Empty(lies.Keys);
    }

    /// <summary>A store that never draws a state proves nothing about it.</summary>
    [Fact]
    public async Task Seeds_DrawEveryStatusAndEveryState()
    {
        HashSet<ActionStatus> statuses = [];
        HashSet<ConnectionState> states = [];
        var isWithoutConnection = false;
        for (var seed = 10; seed < 50; seed++)
        {
            using var store = new TestStore();
            new RandomStore(store, seed).Fill(most: 12);
            using var db = store.CreateDbContext();
            statuses.UnionWith(db.Actions.Select(a => a.Status));
            isWithoutConnection |= db.Inboxes.Any(i => !db.Connections.Any(c => c.InboxId == i.Id));
            states.UnionWith((await ReadAsync(store)).Dashboard.Connections.Select(c => c.State));
        }

        Assert.Empty(Enum.GetValues<ActionStatus>().Except(statuses));
        Assert.Empty(Enum.GetValues<ConnectionState>().Except(states));
        Assert.True(isWithoutConnection);
    }

    [Fact]
    [Trait("Rule", "R-T12")]
    public async Task Verdict_OnlyWhatIsComplete_IsCalm()
    {
        using var store = new TestStore();
        var inbox = store.AddInbox("support");
        store.AddConnection(inbox);
        store.AddAction(inbox, ActionStatus.Synced, age: TimeSpan.FromMinutes(2));
        store.AddAction(inbox, ActionStatus.Half, age: TimeSpan.FromDays(2));
        store.AddAction(inbox, ActionStatus.Cancelled, age: TimeSpan.FromDays(2));
        store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(4));

        var verdict = (await ReadAsync(store)).Dashboard.Verdict;

        Assert.Equal((VerdictSentence.AllOnTime, true, true, 1), (verdict.Sentence, verdict.NothingToDo, verdict.IsWell, verdict.Missing.InProgress));
    }

    private static Task<ShownPages> ReadAsync(TestStore store) => ShownPages.ReadAsync(store);
}
