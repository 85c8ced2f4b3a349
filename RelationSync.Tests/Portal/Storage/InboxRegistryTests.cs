using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Storage;

public sealed class InboxRegistryTests : IDisposable
{
    private readonly PortalFactory _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Find_AfterRotationAndInvalidate_HasTheNewKeyAtOnce()
    {
        var registry = _portal.Services.GetRequiredService<InboxRegistry>();
        await _portal.AddInboxAsync("support", WebhookSecret.Create());
        await registry.FindAsync("support", default);
        var rotated = await RotateAsync();

        registry.Invalidate();

        Assert.Equal(WebhookSecret.TryParse(rotated), (await registry.FindAsync("support", default))!.Key);
    }

    [Fact]
    public async Task Find_ChangedByAnotherProcess_HasTheNewKeySoon()
    {
        var registry = _portal.Services.GetRequiredService<InboxRegistry>();
        await _portal.AddInboxAsync("support", WebhookSecret.Create());
        await registry.FindAsync("support", default);
        var rotated = await RotateAsync();

        _portal.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(WebhookSecret.TryParse(rotated), (await registry.FindAsync("support", default))!.Key);
    }

    [Fact]
    public async Task Find_UnreadableSecret_CostsNoOtherInbox()
    {
        var registry = _portal.Services.GetRequiredService<InboxRegistry>();
        await _portal.AddInboxAsync("good", WebhookSecret.Create());
        var bad = await _portal.AddInboxAsync("bad", WebhookSecret.Create());
        await _portal.Store.WriteAsync((db, token) => db.Inboxes.Where(i => i.Id == bad.Id).ExecuteUpdateAsync(s => s.SetProperty(i => i.SecretProtected, "-"), token), default);
        registry.Invalidate();

        Assert.NotNull(await registry.FindAsync("good", default));
        Assert.True(await registry.FindAsync("bad", default) is { Key: null, HasUnreadable: true });
        Assert.Null(await registry.FindAsync("GOOD", default));
    }

    private async Task<string> RotateAsync()
    {
        var secret = WebhookSecret.Create();
        var sealedSecret = _portal.Services.GetRequiredService<ISecretBox>().Protect(SecretKind.InboxSecret, secret);
        await _portal.Store.WriteAsync((db, token) => db.Inboxes.ExecuteUpdateAsync(s => s.SetProperty(i => i.SecretProtected, sealedSecret), token), default);
        return secret;
    }
}
