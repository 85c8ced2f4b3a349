using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

[Collection(DemoJourneys.Name)]
public sealed partial class SignInTests(Demo demo)
{
    [Fact]
    public Task ShownDemoAccount_FilledInByItsButton_LeadsToTheDashboard() => demo.JourneyAsync(async visitor =>
    {
        var page = await visitor.OpenAsync("/");
        await Expect(page).ToHaveURLAsync(LoginPage());
        var role = Texts.Of<AccountTexts>("Account_Role_Administrator");

        await page.GetByRole(AriaRole.Button, new() { Name = Texts.Of<AccountTexts>("Account_Demo_FillFor", "ja", role) }).ClickAsync();
        await Expect(page.GetByTestId("login-email")).ToHaveValueAsync(DemoAccounts.Administrator.Email);
        await page.GetByTestId("login-submit").ClickAsync();

        await Expect(page.GetByTestId("kpi-synced-today")).ToBeVisibleAsync();
        await Expect(page.GetByText(DemoAccounts.Administrator.Email)).ToBeVisibleAsync();
    });

    [Fact]
    public Task WrongPassword_IsSaidOnTheForm() => demo.JourneyAsync(async visitor =>
    {
        var page = await visitor.OpenAsync("/login");

        await page.GetByTestId("login-email").FillAsync(DemoAccounts.Administrator.Email);
        await page.GetByTestId("login-password").FillAsync("not-the-password");
        await page.GetByTestId("login-submit").ClickAsync();

        await Expect(page.GetByTestId("login-error")).ToContainTextAsync(Texts.Of<AccountTexts>("Account_Error_Credentials"));
        await Expect(page).ToHaveURLAsync(LoginPage());
    });

    [Fact]
    public Task SupportUser_SignsIn_AndSeesTheirPages() => demo.JourneyAsync(async visitor =>
    {
        var page = await visitor.SignInAsync(DemoAccounts.Support);

        await page.GetByTestId("nav-actions").ClickAsync();
        await Expect(page.GetByTestId("action-row").First).ToBeVisibleAsync();
        await page.GetByTestId("nav-connections").ClickAsync();
        await Expect(page.GetByTestId("connection-row").Filter(new() { HasText = "デモ受信箱" })).ToBeVisibleAsync();
    });

    [Fact]
    public Task SignOut_LeadsToSignIn_AndShutsTheDoor() => demo.JourneyAsync(async visitor =>
    {
        var page = await visitor.SignInAsync(DemoAccounts.Support);

        await page.GetByTestId("logout").ClickAsync();
        await Expect(page.GetByTestId("login-submit")).ToBeVisibleAsync();

        await page.GotoAsync("/actions");
        await Expect(page).ToHaveURLAsync(LoginPage());
    });

    [GeneratedRegex("/login")]
    private static partial Regex LoginPage();
}
