using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Components.Account;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>The portal is restarted while somebody fills in a form.</summary>
[Collection(DemoJourneys.Name)]
public sealed class RestartTests(Demo demo)
{
    private const string Host = "smtp.example.com";
    private const string Password = "never kept";
    private const string Hook = "https://hooks.example.com/T0K3N";

    private static readonly DemoAccount Administrator = new("first@example.com", "correct horse battery", Administrator: true);

    [Fact]
    public async Task HalfTypedForm_ComesBack_WithoutSecretsAndWithoutWhatThePortalFilledIn()
    {
        var folder = Directory.CreateTempSubdirectory("relationsync-e2e-").FullName;
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        var portal = await StartAsync(folder, url);
        try
        {
            await demo.JourneyAsync(
                async visitor =>
                {
                    var page = await visitor.SignInAsync(Administrator);
                    await page.AddInitScriptAsync("window.kept = sessionStorage.getItem('relationsync:draft:/notifications')");
                    await page.GotoAsync("/notifications");
                    await page.GetByTestId("mail-on").CheckAsync();
                    await Expect(page.GetByTestId("mail-port")).ToHaveValueAsync("587");
                    await page.GetByTestId("mail-host").FillAsync(Host);
                    await page.GetByTestId("mail-password").FillAsync(Password);
                    await page.GetByTestId("webhook-url").FillAsync(Hook);

                    await portal.TerminateAsync(CancellationToken.None);
                    await portal.DisposeAsync();
                    await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
                    portal = await StartAsync(folder, url);

                    await page.WaitForFunctionAsync("window.kept !== null");
                    await Expect(page.GetByTestId("mail-host")).ToHaveValueAsync(Host);
                    await Expect(page.GetByTestId("mail-password")).ToHaveValueAsync("");
                    await Expect(page.GetByTestId("webhook-url")).ToHaveValueAsync("");
                    var kept = await page.EvaluateAsync<string>("window.kept");
                    Assert.All([Password, Hook, "587"], text => Assert.DoesNotContain(text, kept, StringComparison.Ordinal));
                },
                portal: url);
        }
        finally
        {
            await portal.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<PortalProgram> StartAsync(string folder, string url) => PortalProgram.StartAsync(
        url,
        new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__RelationSync"] = $"Data Source={Path.Combine(folder, "portal.db")}",
            ["Bootstrap__AdminEmail"] = Administrator.Email,
            ["Bootstrap__AdminPassword"] = Administrator.Password,
        },
        CancellationToken.None);
}
