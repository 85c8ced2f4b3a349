using System.Text.RegularExpressions;
using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>A portal that nobody has used yet, outside of demo mode.</summary>
[Collection(DemoJourneys.Name)]
public sealed partial class SetUpTests(Demo demo)
{
    private const string Email = "first@example.com";
    private const string Password = "correct horse battery";

    // Pages as they are when nothing has happened yet, and what shows that they are there.
    private static readonly (string Path, string Shows)[] Empty =
    [
        ("/", "first-steps"), ("/connections", "empty"), ("/inboxes", "empty"), ("/actions", "empty"), ("/errors", "empty"),
        ("/connections/new", "wizard-next"), ("/users", "user-row"), ("/audit", "audit-row"), ("/notifications", "notifications-mail"),
    ];

    [Fact]
    public async Task FirstVisit_MakesTheAdministrator_WithTheCodeFromTheLog()
    {
        var folder = Directory.CreateTempSubdirectory("relationsync-e2e-").FullName;
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        var code = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var portal = await PortalProgram.StartAsync(
            url,
            new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(folder, "portal.db")}",
                ["Demo__Enabled"] = "false",
            },
            CancellationToken.None,
            line => _ = Code().Match(line) is { Success: true } found && code.TrySetResult(found.Groups[1].Value));
        try
        {
            await demo.JourneyAsync(async visitor => await SetUpAsync(visitor, url, await code.Task.WaitAsync(TimeSpan.FromSeconds(30))), portal: url);
        }
        finally
        {
            await portal.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SetUpAsync(Visitor visitor, string url, string code)
    {
        // Wherever one wants to go.
        var page = await visitor.OpenAsync("/actions");
        await Expect(page).ToHaveURLAsync(url + "/setup");
        await Axe.CheckAsync(page, "setup");
        await SubmitAsync("000000-000000", Password);
        await Expect(page.GetByTestId("login-error")).ToBeVisibleAsync();
        await SubmitAsync(code, "password");
        await Expect(page.GetByTestId("login-error")).ToBeVisibleAsync();
        await SubmitAsync(code, Password);

        await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();
        foreach (var (path, shows) in Empty)
        {
            var one = await visitor.OpenAsync(path);
            await Expect(one.GetByTestId(shows).First).ToBeVisibleAsync();
            await Axe.CheckAsync(one, $"{path} of an empty store");
            await one.CloseAsync();
        }

        // The door is shut behind the first, and they come back by signing in.
        await page.GetByTestId("logout").ClickAsync();
        await Expect(page.GetByTestId("login-submit")).ToBeVisibleAsync();
        await page.GotoAsync("/setup");
        await Expect(page.GetByTestId("setup-code")).ToHaveCountAsync(0);
        await visitor.SignInAsync(new(Email, Password, Administrator: true));

        async Task SubmitAsync(string with, string password)
        {
            await page.GetByTestId("setup-code").FillAsync(with);
            await page.GetByTestId("login-email").FillAsync(Email);
            await page.GetByTestId("login-password").FillAsync(password);
            await page.EvaluateAsync("document.querySelector('main form').noValidate = true");
            await page.GetByTestId("login-submit").ClickAsync();
        }
    }

    [GeneratedRegex(@"one-time code ([A-Za-z0-9-]+)")]
    private static partial Regex Code();
}
