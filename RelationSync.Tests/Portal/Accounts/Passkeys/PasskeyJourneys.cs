using System.Net;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>What the pages' script does with passkeys, step by step.</summary>
internal static class PasskeyJourneys
{
    /// <summary>Confirms with the password alone and adds a first passkey. Answers where that leads.</summary>
    public static async Task<string?> AddFirstAsync(this FactorBrowser browser, SoftwareAuthenticator authenticator, string name = "Laptop")
    {
        Assert.Equal("/second-factor?add=passkey&returnUrl=%2F", await browser.ConfirmAsync());
        var to = await browser.AddAsync(authenticator, name);
        if (to?.Contains("error", StringComparison.Ordinal) == false)
        {
            await browser.ReadCodesAsync();
        }

        return to;
    }

    /// <summary>Password and perhaps a proof, before something is added.</summary>
    public static Task<string?> ConfirmAsync(this FactorBrowser browser, params (string Name, string Value)[] proof) => browser.PostAsync(
        "/second-factor", "/account/passkeys/confirm", [("password", FactorBrowser.UsualPassword), ("add", "passkey"), .. proof]);

    /// <summary>Adds a passkey, after all was confirmed.</summary>
    public static async Task<string?> AddAsync(this FactorBrowser browser, SoftwareAuthenticator authenticator, string name = "Laptop")
    {
        var options = await browser.OptionsAsync("/second-factor?add=passkey", "/account/passkeys/new");
        return await browser.PostAsync("/second-factor?add=passkey", "/account/passkeys/add", ("name", name), ("answer", authenticator.Create(options!)));
    }

    /// <summary>An answer that confirms something in an open session.</summary>
    public static async Task<string> ProveAsync(this FactorBrowser browser, SoftwareAuthenticator authenticator) =>
        authenticator.Get((await browser.OptionsAsync("/second-factor", "/account/passkeys/options"))!);

    /// <summary>The passkey, after the password. Answers where that leads.</summary>
    public static async Task<string?> UseAsync(this FactorBrowser browser, SoftwareAuthenticator authenticator) =>
        await browser.AnswerAsync(authenticator.Get((await browser.SignInOptionsAsync())!));

    public static Task<string?> SignInOptionsAsync(this FactorBrowser browser) => browser.OptionsAsync("/login/code", "/account/login/passkey");

    public static Task<string?> AnswerAsync(this FactorBrowser browser, string answer) =>
        browser.PostAsync("/login/code", "/account/login/code", ("answer", answer));

    /// <summary>Null: there are none.</summary>
    public static async Task<string?> OptionsAsync(this FactorBrowser browser, string page, string path)
    {
        var answer = await browser.PostForAnswerAsync(page, path);
        if (answer.StatusCode is HttpStatusCode.Gone)
        {
            return null;
        }

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }
}
