using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>What is sent to Re:lation's API, and what its answers mean.</summary>
public sealed class RelationApiClientTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, bool> Calls => new()
    {
        { "GET", "/api/v2/message_boxes", true },
        { "GET", "/api/v2/users", true },
        { "POST", "/api/v2/7/tickets/search", true },
        { "GET", "/api/v2/7/tickets/12", true },
        { "GET", "/api/v2/7/tickets/12/messages/3/line", true },
        { "GET", "/api/v2/7/tickets/12/messages/3/chatplus", true },
        { "PUT", "/api/v2/7/tickets/12", false },
        { "POST", "/api/v2/7/tickets/12", false },
        { "DELETE", "/api/v2/7/tickets/12", false },
        { "GET", "/api/v2/7/tickets/search", false },
        { "POST", "/api/v2/7/mails", false },
        { "POST", "/api/v2/7/mails/reply", false },
        { "POST", "/api/v2/7/records", false },
        { "POST", "/api/v2/7/comments", false },
        { "GET", "/api/v2/7/tickets/12/messages/3/mail", false },
        { "GET", "/api/v2/7/tickets/12/../../users/x", false },
        { "GET", "/api/v2/customer_groups", false },
        { "DELETE", "/api/v2/customer_groups/1/customers/email/a@b.jp", false },
        { "POST", "/api/v2/users", false },
        { "POST", "/api/v2/message_boxes", false },
        { "GET", "/api/v2/7/messages/attachments/9", false },
        { "GET", "/", false },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    [Trait("Rule", "R-P8")]
    public async Task Handler_LetsOutTheFiveReadingCallsOnly(string method, string path, bool isAllowed)
    {
        var inner = new Answering(_ => Json("[]"));
        using var client = new AnsweringFactory(inner).CreateClient("");
        using var request = new HttpRequestMessage(new HttpMethod(method), "https://acme.relationapp.jp" + path);

        if (isAllowed)
        {
            Assert.True((await client.SendAsync(request)).IsSuccessStatusCode);
        }
        else
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(request));
        }

        Assert.Equal(isAllowed ? 1 : 0, inner.Seen);
    }

    [Theory]
    [Trait("Rule", "R-P8")]
    [InlineData("https://acme.relationapp.jp", true)]
    [InlineData("https://a-1.relationapp.jp", true)]
    [InlineData("http://127.0.0.1:5081/relation/acme", true)]
    [InlineData("http://acme.relationapp.jp", false)]
    [InlineData("https://acme.relationapp.jp:8443", false)]
    [InlineData("https://acme.relationapp.jp.evil.example", false)]
    [InlineData("https://relationapp.jp", false)]
    [InlineData("https://a.b.relationapp.jp", false)]
    [InlineData("https://-a.relationapp.jp", false)]
    [InlineData("https://evil.example", false)]
    public async Task Handler_SendsNoTokenElsewhere(string root, bool isTrusted)
    {
        using var client = new AnsweringFactory(new Answering(_ => Json("[]"))).CreateClient("");
        var sent = () => client.GetAsync(new Uri(root + "/api/v2/users"));

        if (isTrusted)
        {
            Assert.True((await sent()).IsSuccessStatusCode);
        }
        else
        {
            await Assert.ThrowsAsync<InvalidOperationException>(sent);
        }
    }

    [Theory]
    [InlineData("https://{subdomain}.relationapp.jp", false, true)]
    [InlineData("http://127.0.0.1:5081/relation/{subdomain}", true, true)]
    [InlineData("http://127.0.0.1:5081/relation/{subdomain}", false, false)]
    [InlineData("http://localhost:1/relation/acme", true, true)]
    [InlineData("https://{subdomain}.example.com", true, false)]
    [InlineData("http://127.0.0.1.evil.example", true, false)]
    [InlineData("x", true, false)]
    [InlineData(null, true, false)]
    public void IsBase_OnlyRelationAndLoopback(string? text, bool allowLoopback, bool isBase) => Assert.Equal(isBase, TenantAddress.IsBase(text, allowLoopback));

    [Theory]
    [InlineData("acme", true)]
    [InlineData("a", true)]
    [InlineData("a-1", true)]
    [InlineData("Acme", false)]
    [InlineData("a.b", false)]
    [InlineData("-a", false)]
    [InlineData("evil.example/", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsSubdomain_OneLabel(string? text, bool isOne) => Assert.Equal(isOne, TenantAddress.IsSubdomain(text));

    [Theory]
    [InlineData(200, "[]", "application/json", null, null, "None")]
    [InlineData(200, "[", "application/json", null, null, "Broken")]
    [InlineData(200, "<html>", "text/html", null, null, "Unavailable")]
    [InlineData(302, "", "text/html", null, null, "Unavailable")]
    [InlineData(400, """{"message":"bad"}""", "application/json", 20, 30, "BadRequest")]
    [InlineData(401, """{"message":"invalid token"}""", "application/json", null, null, "TokenRefused")]
    [InlineData(403, "{}", "application/json", 0, 30, "LimitReached")]
    [InlineData(403, "{}", "application/json", null, 30, "LimitReached")]
    [InlineData(403, "{}", "application/json", null, null, "Forbidden")]
    [InlineData(403, "{}", "application/json", 20, 30, "Forbidden")]
    [InlineData(403, "{}", "application/json", null, 4000, "Forbidden")]
    [InlineData(404, "{}", "application/json", 20, 30, "NotFound")]
    [InlineData(404, "<html>", "text/html", null, null, "Unavailable")]
    [InlineData(415, "{}", "application/json", 20, 30, "BadRequest")]
    [InlineData(500, "{}", "application/json", 20, 30, "Broken")]
    [InlineData(503, "<html>", "text/html", null, null, "Unavailable")]
    public async Task Answer_MeansWhatTheReferenceSays(int status, string body, string type, int? remaining, int? resetIn, string fault)
    {
        var answer = await SendAsync(new Answering(_ =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
            response.Headers.Date = Now;
            AddHeader(response, "X-RateLimit-Remaining", remaining);
            AddHeader(response, "X-RateLimit-Reset", resetIn is { } seconds ? Now.ToUnixTimeSeconds() + seconds : null);
            return response;
        }));

        Assert.Equal(fault, answer.Fault.ToString());
        Assert.Equal((remaining, Now), (answer.Rate.Remaining, answer.Date));
    }

    [Fact]
    public async Task Answer_NoConnection_IsUnavailable() =>
        Assert.Equal(ApiFault.Unavailable, (await SendAsync(new Answering(_ => throw new HttpRequestException("refused")))).Fault);

    [Fact]
    public async Task Answer_NoneInTime_IsBroken()
    {
        var clock = new FakeTimeProvider(Now);
        var sending = Client(new Hanging(), clock).SendAsync("acme", "secret", ReadingCall.Boxes(), CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(ApiFault.Broken, (await sending).Fault);
    }

    [Fact]
    public async Task Send_Search_HasTokenBodyAndItsType()
    {
        string? seen = null;
        await SendAsync(
            new Answering(r =>
            {
                seen = $"{r.Method} {r.RequestUri} {r.Headers.Authorization} {r.Content!.Headers.ContentType} {r.Content.ReadAsStringAsync().Result}";
                return Json("[]");
            }),
            ReadingCall.Search(7, new TicketQuery(Now), 2));

        Assert.Equal(
            "POST https://acme.relationapp.jp/api/v2/7/tickets/search Bearer secret application/json "
                + """{"status_cds":["open","ongoing","closed","unwanted","trash","spam"],"since":"2026-04-01T00:00:00Z","per_page":50,"page":2}""",
            seen);
    }

    private static Task<ApiAnswer> SendAsync(HttpMessageHandler handler, ReadingCall? call = null) =>
        Client(handler, new FakeTimeProvider(Now)).SendAsync("acme", "secret", call ?? ReadingCall.Boxes(), CancellationToken.None);

    private static RelationApiClient Client(HttpMessageHandler handler, TimeProvider clock) =>
        new(new AnsweringFactory(handler), Options.Create(new RelationApiOptions()), clock);

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static void AddHeader(HttpResponseMessage response, string name, long? value)
    {
        if (value is { } given)
        {
            response.Headers.Add(name, $"{given}");
        }
    }

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public int Seen { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen++;
            return Task.FromResult(answer(request));
        }
    }

    private sealed class Hanging : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
