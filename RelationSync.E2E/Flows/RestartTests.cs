using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>The portal is restarted while somebody fills in a form.</summary>
[Collection(DemoJourneys.Name)]
public sealed class RestartTests(Demo demo)
{
    private const string Host = "smtp.example.com";
    private const string Password = "never kept";
    private const string Hook = "https://hooks.example.com/T0K3N";

    [Fact]
    public async Task HalfTypedForm_ComesBack_WithoutSecretsAndWithoutWhatThePortalFilledIn()
    {
        await using var portal = await EmptyPortal.StartAsync(hasAdministrator: true);
        await demo.JourneyAsync(
            async visitor =>
            {
                var page = await visitor.SignInAsync(EmptyPortal.Administrator);
                await page.AddInitScriptAsync("window.kept = sessionStorage.getItem('relationsync:draft:/notifications')");
                await page.GetByTestId("nav-notifications").ClickAsync(); // a link loads no page
                await page.GetByTestId("mail-on").CheckAsync();
                await Expect(page.GetByTestId("mail-port")).ToHaveValueAsync("587");
                await TypeAsync(page, "mail-host", Host);
                await TypeAsync(page, "mail-password", Password);
                await TypeAsync(page, "webhook-url", Hook);

                // The open page, which connects again at once, doesn't hold it up.
                Assert.InRange(await portal.StopAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(15));
                await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
                await portal.StartAsync();

                await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();
                await Expect(page.GetByTestId("mail-host")).ToHaveValueAsync(Host);
                await Expect(page.GetByTestId("mail-password")).ToHaveValueAsync("");
                await Expect(page.GetByTestId("webhook-url")).ToHaveValueAsync("");
                var kept = await page.EvaluateAsync<string?>("window.kept");
                Assert.NotNull(kept);
                Assert.All([Password, Hook, "587"], text => Assert.DoesNotContain(text, kept, StringComparison.Ordinal));
            },
            portal: portal.Url);
    }

    /// <summary>As a person types: what a script fills in is no draft.</summary>
    private static async Task TypeAsync(IPage page, string testId, string text)
    {
        await page.GetByTestId(testId).FocusAsync();
        await page.Keyboard.InsertTextAsync(text);
        await Expect(page.GetByTestId(testId)).ToHaveValueAsync(text);
    }
}
