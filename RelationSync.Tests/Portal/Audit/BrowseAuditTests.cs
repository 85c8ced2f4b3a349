using RelationSync.Portal.Audit;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Accounts.People;

namespace RelationSync.Tests.Portal.Audit;

public sealed class BrowseAuditTests : IDisposable
{
    private readonly PeopleFixture _people = new();

    public void Dispose() => _people.Dispose();

    [Fact]
    public async Task Browse_MoreThanAPage_GoesDownAndBack()
    {
        await AddAsync([.. Enumerable.Range(0, 120).Select(i => Entry(about: $"inbox-{i}"))]);

        var first = await RunAsync(new());
        var second = await RunAsync(new(Before: first.Lines[^1].Seq));
        var third = await RunAsync(new(Before: second.Lines[^1].Seq));
        var back = await RunAsync(new(After: third.Lines[0].Seq));

        Assert.Equal((50, false, true), (first.Lines.Count, first.HasNewer, first.HasOlder));
        Assert.Equal("inbox-119", first.Lines[0].About);
        Assert.Equal((50, true, true), (second.Lines.Count, second.HasNewer, second.HasOlder));
        Assert.Equal((20, true, false), (third.Lines.Count, third.HasNewer, third.HasOlder));
        Assert.Equal(second.Lines.Select(l => l.Seq), back.Lines.Select(l => l.Seq));
    }

    [Fact]
    public async Task Browse_ByEachFilter_ShowsThoseAlone()
    {
        await AddAsync(
            Entry(actor: "a@example.com", act: AuditAct.SignedIn, at: PeopleFixture.Now.AddDays(-2), address: "192.0.2.1"),
            Entry(actor: "b@example.com", act: AuditAct.InboxCreated, about: "support_1", details: """{"name":"サポート"}"""),
            Entry(actor: "provisioning", act: AuditAct.InboxCreated, about: "supportX1"));

        Assert.Single((await RunAsync(new(Actor: "a@example.com"))).Lines);
        Assert.Equal(2, (await RunAsync(new(Act: AuditAct.InboxCreated))).Lines.Count);
        Assert.Equal(2, (await RunAsync(new(From: PeopleFixture.Now.AddDays(-1)))).Lines.Count);
        Assert.Single((await RunAsync(new(To: PeopleFixture.Now.AddDays(-1)))).Lines);
        Assert.Single((await RunAsync(new(Search: "192.0.2"))).Lines);
        Assert.Single((await RunAsync(new(Search: "サポート"))).Lines);
        Assert.Single((await RunAsync(new(Search: "SUPPORT_1"))).Lines);
        Assert.Empty((await RunAsync(new(Search: "100%"))).Lines);
        Assert.Equal(["a@example.com", "b@example.com", "provisioning"], (await RunAsync(new(Act: AuditAct.SignedIn))).Actors);
    }

    [Fact]
    public async Task Browse_Details_AreRead()
    {
        await AddAsync(Entry(details: """{"from":"Support","to":"Administrator"}"""));

        Assert.Equal(
            [KeyValuePair.Create("from", (string?)"Support"), KeyValuePair.Create("to", (string?)"Administrator")], (await RunAsync(new())).Lines[0].Details);
    }

    private static AuditEntry Entry(
        string actor = "a@example.com", AuditAct act = AuditAct.InboxChanged, string about = "support", DateTimeOffset? at = null, string? address = null, string? details = null) =>
        new() { Actor = actor, Act = act, About = about, At = at ?? PeopleFixture.Now, Address = address, DetailsJson = details };

    private Task AddAsync(params AuditEntry[] entries) => _people.Store.WriteAsync(
        (db, _) =>
        {
            db.AddRange(entries);
            return Task.CompletedTask;
        },
        default);

    private Task<AuditView> RunAsync(AuditQuery query) => _people.Get<BrowseAudit>().RunAsync(query, default);
}
