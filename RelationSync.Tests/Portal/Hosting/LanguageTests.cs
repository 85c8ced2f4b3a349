using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting;

public sealed class LanguageTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly PortalFactory _portal = new();

    public void Dispose() => _portal.Dispose();

    [Theory]
    [InlineData(null, null, null, "ja")]
    [InlineData(null, null, "de", "ja")]
    [InlineData(null, null, "en-GB,ja;q=0.5", "en")]
    [InlineData(null, "ja", "en", "ja")]
    [InlineData("en", "ja", "ja", "en")]
    public async Task Page_Language_AccountThenCookieThenBrowser(string? account, string? cookie, string? browser, string language)
    {
        var accounts = _portal.Services.GetRequiredService<AccountService>();
        await accounts.CreateAsync("a@example.com", Password, AccountRole.Support, default);
        if (account is not null)
        {
            var user = Principals.Of((await accounts.FindAsync("a@example.com", default))!, "test", _portal.Clock.GetUtcNow());
            await accounts.SetLanguageAsync(user, account, default);
        }

        var client = _portal.Browser();
        await PortalFactory.LoginAsync(client, "a@example.com", Password);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.TryAddWithoutValidation("Accept-Language", browser);
        request.Headers.TryAddWithoutValidation("Cookie", cookie is null ? null : $".AspNetCore.Culture=c%3D{cookie}%7Cuic%3D{cookie}");
        var html = await (await client.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
    }
}
