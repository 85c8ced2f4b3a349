using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting;

public sealed class LanguageTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private const string Password = "correct horse battery";

    private readonly string _email = $"{Guid.NewGuid():N}@example.com";

    [Theory]
    [InlineData(null, null, null, "ja")]
    [InlineData(null, null, "de", "ja")]
    [InlineData(null, null, "en-GB,ja;q=0.5", "en")]
    [InlineData(null, "ja", "en", "ja")]
    [InlineData("en", "ja", "ja", "en")]
    public async Task Page_Language_AccountThenCookieThenBrowser(string? account, string? cookie, string? browser, string language)
    {
        var accounts = portal.Services.GetRequiredService<AccountService>();
        await accounts.CreateAsync(_email, Password, AccountRole.Support, default);
        if (account is not null)
        {
            var user = Principals.Of((await accounts.FindAsync(_email, default))!, "test", portal.Clock.GetUtcNow());
            await accounts.SetLanguageAsync(user, account, default);
        }

        var client = portal.Browser();
        await PortalFactory.LoginAsync(client, _email, Password);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.TryAddWithoutValidation("Accept-Language", browser);
        request.Headers.TryAddWithoutValidation("Cookie", cookie is null ? null : $".AspNetCore.Culture=c%3D{cookie}%7Cuic%3D{cookie}");
        var html = await (await client.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
    }
}
