using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting.Provisioning;

public sealed class ProvisionSourcesTests : IDisposable
{
    private readonly PortalFactory _portal = new();
    private readonly TestFile _file = new();
    private readonly Kept _kept = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    [Trait("Rule", "R-P1")]
    public async Task Apply_Source_OfANewInbox_IsSoFromTheBeginning()
    {
        _file.ReadInbox("support", "both");

        await ApplyAsync();

        var sources = (await InboxAsync()).Sources;
        Assert.Equal((new FamilySource(SourceOwner.Both, SourceOwner.Both), new FamilySource(SourceOwner.Api, SourceOwner.Api)), (sources.Message, sources.Memo));
        Assert.Equal(SourceOwner.Push, sources.Call.Owner);
        Assert.Equal([(new RelationSource("acme", "relation-token", 1, "ops@example.com"), true)], _kept.Saved);
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public async Task Apply_SourceOfAnInboxThatHadOperations_IsHandedOver()
    {
        _file.Inbox("support");
        await ApplyAsync();
        await ChangeAsync(i => i.LastOperationAt = _portal.Clock.GetUtcNow());

        _file.ReadInbox("support", "api");
        await ApplyAsync();

        Assert.Equal(new FamilySource(SourceOwner.Api, SourceOwner.Push, _portal.Clock.GetUtcNow()), (await InboxAsync()).Sources.Message);
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public async Task Apply_Again_ChangesNothingThatWasChangedSince()
    {
        _file.ReadInbox("support", "api");
        await ApplyAsync();
        await ChangeAsync(i => i.Sources = InboxSources.AllPush);

        await ApplyAsync();
        Assert.Equal(InboxSources.AllPush, (await InboxAsync()).Sources);
        _file.ReadInbox("support", "api", boxId: 2);
        await ApplyAsync();

        Assert.Equal(SourceOwner.Api, (await InboxAsync()).Sources.Message.Owner);
        Assert.Equal([(1, true), (2, false)], _kept.Saved.Select(s => (s.Source.BoxId, s.TokenChanged)));
    }

    [Fact]
    public async Task Apply_Source_KeepsNoTokenThatCanBeRead()
    {
        _file.ReadInbox("support", "api");

        await ApplyAsync();

        var entries = await _portal.Store.ReadAsync((db, token) => db.ProvisionedEntries.ToListAsync(token), default);
        Assert.All(entries, e => Assert.DoesNotContain("relation-token", e.Hash + e.SecretHash, StringComparison.Ordinal));
        Assert.DoesNotContain("relation-token", _kept.Saved[0].Source.ToString(), StringComparison.Ordinal);
    }

    private Task ApplyAsync()
    {
        var services = _portal.Services;
        var sources = new ProvisionSources([_kept], services.GetRequiredService<TimeProvider>());
        return ActivatorUtilities.CreateInstance<Provisioner>(services, sources).ApplyAsync(_file.ToJson(), default);
    }

    private Task<Inbox> InboxAsync() => _portal.Store.ReadAsync((db, token) => db.Inboxes.SingleAsync(token), default);

    private Task ChangeAsync(Action<Inbox> change) =>
        _portal.Store.WriteAsync(async (db, token) => change(await db.Inboxes.SingleAsync(token)), default);

    private sealed class Kept : IRelationSources
    {
        public List<(RelationSource Source, bool TokenChanged)> Saved { get; } = [];

        public Task SaveAsync(RelationSyncDb db, Inbox inbox, RelationSource source, bool tokenChanged, CancellationToken cancellationToken)
        {
            Assert.True(inbox.Id > 0);
            Saved.Add((source, tokenChanged));
            return Task.CompletedTask;
        }
    }
}
