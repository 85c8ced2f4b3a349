using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting.Provisioning;

public sealed class ProvisionSourcesTests : IDisposable
{
    private readonly PortalFactory _portal = new();
    private readonly TestFile _file = new();

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
        Assert.Equal(("acme", 1, "ops@example.com"), await BoxAsync() is var box ? (box.Subdomain, box.BoxId, box.DefaultOperator) : default);
        Assert.Equal("relation-token", await TokenAsync());
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public async Task Apply_TwoBoxesOfOneTenant_ShareIt()
    {
        _file.ReadInbox("support", "api");
        _file.ReadInbox("sales", "api", boxId: 2);

        await ApplyAsync();

        Assert.Equal([1, 2], await _portal.Store.ReadAsync((db, token) => db.RelationBoxes.OrderBy(b => b.BoxId).Select(b => b.BoxId).ToListAsync(token), default));
        Assert.Equal("relation-token", await TokenAsync());
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
        Assert.Equal(2, (await BoxAsync()).BoxId);
    }

    /// <summary>What the file never said of an inbox stays as the portal has it.</summary>
    [Fact]
    [Trait("Rule", "R-P1")]
    public async Task Apply_SourceTakenOutOfTheFile_IsPushedAgain()
    {
        _file.ReadInbox("support", "api");
        await ApplyAsync();

        _file.Inbox("support");
        await ApplyAsync();
        Assert.False((await InboxAsync()).Sources.ReadsApi);

        await ChangeAsync(i => i.HandOver(ChannelFamily.Memo, SourceOwner.Api, _portal.Clock.GetUtcNow()));
        await ApplyAsync();
        Assert.Equal(SourceOwner.Api, (await InboxAsync()).Sources.Memo.Owner);
    }

    [Fact]
    public async Task Apply_BoxOfAnotherInbox_IsNamedByItsPointer()
    {
        _file.ReadInbox("support", "api");
        _file.ReadInbox("sales", "api");

        var refused = await Assert.ThrowsAsync<ProvisioningException>(ApplyAsync);

        Assert.Equal("/inboxes/1/source/relation/box_id", Assert.Single(refused.Faults).At);
    }

    /// <summary>What the file ends in decides, not what it was before nor the order of its entries.</summary>
    [Theory]
    [InlineData(5, 6, 6, 5)]
    [InlineData(5, 6, 6, 7)]
    [InlineData(5, 6, 7, 5)]
    [Trait("Rule", "R-P1")]
    public async Task Apply_BoxesThatMove_GoToTheirNewInboxes(long first, long second, long firstThen, long secondThen)
    {
        _file.ReadInbox("support", "api", boxId: first);
        _file.ReadInbox("sales", "api", boxId: second);
        await ApplyAsync();

        _file.ReadInbox("support", "api", boxId: firstThen);
        _file.ReadInbox("sales", "api", boxId: secondThen);
        await ApplyAsync();

        Assert.Equal([("sales", secondThen), ("support", firstThen)], await BoxesAsync());
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public async Task Apply_BoxOfAnInboxThatIsPushedAgain_IsFree()
    {
        _file.ReadInbox("support", "api", boxId: 5);
        await ApplyAsync();

        _file.Inbox("support");
        _file.ReadInbox("sales", "api", boxId: 5);
        await ApplyAsync();

        Assert.Equal([("sales", 5L)], await BoxesAsync());
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public async Task Apply_BoxThatAnotherInboxKeeps_IsRefusedAndNothingIsApplied()
    {
        _file.ReadInbox("support", "api", boxId: 5);
        await ApplyAsync();
        TestFile other = new();
        other.ReadInbox("sales", "api", boxId: 5);

        var refused = await Assert.ThrowsAsync<ProvisioningException>(() => ApplyAsync(other));

        Assert.Equal("/inboxes/0/source/relation/box_id", Assert.Single(refused.Faults).At);
        Assert.Equal([("support", 5L)], await BoxesAsync());
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public async Task Apply_TokenThatAnotherEntryGaveBefore_DoesNotReplaceTheTenants()
    {
        _file.ReadInbox("support", "api");
        await ApplyAsync();
        var secrets = _portal.Services.GetRequiredService<ISecretBox>();
        await _portal.Store.WriteAsync(async (db, token) => (await db.RelationTenants.SingleAsync(token)).TokenProtected = secrets.Protect(SecretKind.RelationToken, "replaced"), default);

        _file.ReadInbox("sales", "api", boxId: 2);
        await ApplyAsync();

        Assert.Equal("replaced", await TokenAsync());
    }

    [Fact]
    public async Task Apply_Source_KeepsNoTokenThatCanBeRead()
    {
        _file.ReadInbox("support", "api");

        await ApplyAsync();

        var entries = await _portal.Store.ReadAsync((db, token) => db.ProvisionedEntries.ToListAsync(token), default);
        Assert.All(entries, e => Assert.DoesNotContain("relation-token", e.Hash + e.SecretHash, StringComparison.Ordinal));
        Assert.DoesNotContain("relation-token", new RelationSource("acme", "relation-token", 1, "ops@example.com").ToString(), StringComparison.Ordinal);
    }

    /// <summary>A token that was replaced in the portal stays until the file names another.</summary>
    [Fact]
    public async Task Apply_TokenOfTheFile_IsTakenOnlyWhenItIsANewOne()
    {
        _file.ReadInbox("support", "api");
        await ApplyAsync();
        var secrets = _portal.Services.GetRequiredService<ISecretBox>();
        await _portal.Store.WriteAsync(async (db, token) => (await db.RelationTenants.SingleAsync(token)).TokenProtected = secrets.Protect(SecretKind.RelationToken, "replaced"), default);

        _file.ReadInbox("support", "api", boxId: 2);
        await ApplyAsync();
        Assert.Equal("replaced", await TokenAsync());

        _file.ReadInbox("support", "api", token: "newer");
        await ApplyAsync();
        Assert.Equal("newer", await TokenAsync());
    }

    private Task ApplyAsync() => ApplyAsync(_file);

    private Task ApplyAsync(TestFile file) => ActivatorUtilities.CreateInstance<Provisioner>(_portal.Services).ApplyAsync(file.ToJson(), default);

    private Task<List<(string Key, long BoxId)>> BoxesAsync() => _portal.Store.ReadAsync(
        async (db, token) =>
        {
            var rows = db.RelationBoxes.Join(db.Inboxes, b => b.InboxId, i => i.Id, (b, i) => new { i.Key, b.BoxId });
            return (await rows.OrderBy(r => r.Key).ToListAsync(token)).ConvertAll(r => (r.Key, r.BoxId));
        },
        default);

    private Task<RelationBox> BoxAsync() => _portal.Store.ReadAsync((db, token) => db.RelationBoxes.SingleAsync(token), default);

    private async Task<string> TokenAsync() => _portal.Services.GetRequiredService<ISecretBox>().Unprotect(
        SecretKind.RelationToken, (await _portal.Store.ReadAsync((db, token) => db.RelationTenants.SingleAsync(token), default)).TokenProtected);

    private Task<Inbox> InboxAsync() => _portal.Store.ReadAsync((db, token) => db.Inboxes.SingleAsync(token), default);

    private Task ChangeAsync(Action<Inbox> change) =>
        _portal.Store.WriteAsync(async (db, token) => change(await db.Inboxes.SingleAsync(token)), default);
}
