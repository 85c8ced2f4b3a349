using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>The connection of an open page: who may open it, and how much may come over it.</summary>
public sealed class CircuitTests : IClassFixture<PortalFactory>, IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly PortalFactory _portal;
    private readonly string _email = $"{Guid.NewGuid():N}@example.com";

    public CircuitTests(PortalFactory portal)
    {
        _portal = portal;
        portal.Settings["PublicUrl"] = "http://sync.example.com";
    }

    public async Task InitializeAsync() =>
        Assert.Null(await _portal.Services.GetRequiredService<AccountService>().CreateAsync(_email, Password, AccountRole.Support, default));

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("http://localhost", true)]
    [InlineData("https://localhost", true)]
    [InlineData("http://LOCALHOST:80", true)]
    [InlineData("http://sync.example.com", true)]
    [InlineData("https://sync.example.com", false)]
    [InlineData("http://sync.example.com:8080", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("http://evil.example", false)]
    [InlineData("http://evil.example/localhost", false)]
    [InlineData("http://localhost@evil.example", false)]
    [InlineData("http://127.0.0.1", false)]
    [InlineData("null", false)]
    [InlineData("file://", false)]
    public async Task Open_FromAPageOf_OnlyOurOwnIsLetIn(string origin, bool isOurs)
    {
        var client = _portal.Browser();
        await PortalFactory.LoginAsync(client, _email, Password);
        using var negotiate = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        negotiate.Headers.TryAddWithoutValidation("Origin", origin);

        var answer = await client.SendAsync(negotiate);

        Assert.Equal(isOurs ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(isOurs, await OpensAsync(origin));
    }

    [Fact]
    public async Task Open_WithoutAnOrigin_IsNoBrowsers() => Assert.False(await OpensAsync(null));

    [Fact]
    public async Task Open_AtAnotherAddressOfThisMachine_IsItsOwnPage() =>
        Assert.True(await OpensAsync("http://127.0.0.1:5080", "ws://127.0.0.1:5080/_blazor"));

    [Theory]
    [InlineData("http://sync.example.com, http://evil.example")]
    public async Task Open_WithTwoOrigins_IsRefused(string origins) => Assert.False(await OpensAsync(origins));

    [Fact]
    public async Task Message_TooLarge_EndsItsOwnCircuitOnly()
    {
        var (mine, others) = (await OpenAsync("http://localhost"), await OpenAsync("http://localhost"));
        Assert.NotNull(await mine.StartAsync());
        Assert.NotNull(await others.StartAsync());

        await mine.SendAsync(CircuitSocket.Framed(new byte[PagesStartup.LongestMessage + 1]));

        Assert.False(await AnswersAsync(mine));
        Assert.True(await AnswersAsync(others));
    }

    [Theory]
    [InlineData(PagesStartup.LongestMessage, true)]
    [InlineData(PagesStartup.LongestMessage + 1, false)]
    public async Task Message_AroundTheLongest_IsTakenUpToIt(int length, bool isTaken)
    {
        var page = await OpenAsync("http://localhost");

        Assert.Equal(isTaken, await AnswersAsync(page, length));
    }

    private async Task<bool> OpensAsync(string? origin, string address = "ws://localhost/_blazor")
    {
        try
        {
            (await OpenAsync(origin, address)).Dispose();
            return true;
        }
        catch (InvalidOperationException e) when (e.Message.Contains("403", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private Task<CircuitSocket> OpenAsync(string? origin, string address = "ws://localhost/_blazor") =>
        CircuitSocket.OpenAsync(_portal, (_email, Password), origin, address);

    /// <summary>Calls what isn't there: the answer says so, where there is still somebody to give one.</summary>
    private static async Task<bool> AnswersAsync(CircuitSocket socket, int length = 0)
    {
        try
        {
            // A long text and a long message have two bytes more of length each.
            var framing = CircuitSocket.Invocation("Nothing", "").Length + 4;
            var message = length == 0 ? CircuitSocket.Invocation("Nothing") : CircuitSocket.Invocation("Nothing", new string('x', length - framing));
            Assert.True(length == 0 || message.Length == length);
            await socket.SendAsync(message);
            return await socket.ReadUntilAsync("CfDJ8", "Nothing") is { } answer && answer.Contains("Nothing", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }
}
