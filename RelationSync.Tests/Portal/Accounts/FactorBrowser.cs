using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using RelationSync.Portal.Accounts;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Accounts;

/// <summary>A browser, and an authenticator app that goes by the portal's clock.</summary>
internal sealed partial class FactorBrowser(PortalFactory portal, string email, string password)
{
    public const string UsualPassword = "correct horse battery";

    public HttpClient Client { get; } = portal.Browser();

    public string Remote { get; init; } = "192.0.2.1";

    /// <summary>In the app.</summary>
    public string Key { get; set; } = "";

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>What the app shows so many steps from now.</summary>
    public string Code(int steps = 0) => Totp.CodeAt(FromBase32(Key), Totp.StepAt(portal.Clock.GetUtcNow()) + steps);

    /// <summary>A code that can't be right.</summary>
    public string WrongCode() => Enumerable.Range(0, 10).Select(i => new string((char)('0' + i), 6))
        .First(c => !Enumerable.Range(-1, 3).Select(Code).Contains(c));

    public Task<HttpResponseMessage> ApiLoginAsync(string? code = null, string? givenPassword = null)
    {
        var given = givenPassword ?? password;
        return SendAsync(new(HttpMethod.Post, "/api/v1/login")
        {
            Content = code is null ? JsonContent.Create(new { email, password = given }) : JsonContent.Create(new { email, password = given, code }),
        });
    }

    /// <summary>Posts the sign-in page; says where that leads.</summary>
    public Task<string?> LoginAsync() => PostAsync("/login", "/account/login", ("email", email), ("password", password));

    public Task<string?> CodeAsync(string code) => PostAsync("/login/code", "/account/login/code", ("code", code));

    /// <summary>Reads the key off the page and turns the second factor on with it.</summary>
    public async Task<string?> EnrolAsync(string? code = null, string? givenPassword = null)
    {
        await ReadKeyAsync();
        var to = await PostAsync("/second-factor", "/account/second-factor/on", ("password", givenPassword ?? password), ("code", code ?? Code()));
        if (to?.Contains("error", StringComparison.Ordinal) == false)
        {
            await ReadCodesAsync();
        }

        return to;
    }

    public async Task ReadKeyAsync() => Key = KeyText().Match(await PageAsync("/second-factor")).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    public async Task<IReadOnlyList<string>> ReadCodesAsync() =>
        RecoveryCodes = [.. CodeText().Matches(await PageAsync("/second-factor")).Select(m => m.Groups[1].Value)];

    public Task<string?> ChangeAsync(string what, string code, string? givenPassword = null) =>
        PostAsync("/second-factor", $"/account/second-factor/{what}", ("password", givenPassword ?? password), ("code", code));

    public async Task<HttpStatusCode> StatusAsync() => (await SendAsync(new(HttpMethod.Get, "/api/v1/connections"))).StatusCode;

    public async Task<string> PageAsync(string path)
    {
        var answer = await SendAsync(new(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<string?> PostAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var answer = await PostForAnswerAsync(page, path, fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location?.OriginalString;
    }

    public async Task<HttpResponseMessage> PostForAnswerAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = Antiforgery().Match(await PageAsync(page)).Groups[1].Value;
        return await SendAsync(new(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]),
        });
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add(PortalFactory.RemoteHeader, Remote);
        return Client.SendAsync(request);
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    [GeneratedRegex("data-testid=\"second-factor-key\">([A-Z2-7 ]+)<")]
    private static partial Regex KeyText();

    [GeneratedRegex("data-testid=\"recovery-code\">([A-Z0-9-]+)<")]
    private static partial Regex CodeText();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
