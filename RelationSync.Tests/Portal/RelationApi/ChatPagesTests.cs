using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Relation;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>Conversations of more than a page, whichever way the pages are ordered.</summary>
[Trait("Rule", "R-P3")]
public sealed class ChatPagesTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ApiMessage Message = new(3, "line", "conversation", "", "", "", "", "", "", false, Now, Now, Now, []);

    [Theory]
    [InlineData(0, true)]
    [InlineData(250, true)]
    [InlineData(250, false)]
    [InlineData(200, true)]
    public async Task Read_AllPages_HasEveryUtterance(int count, bool oldestFirst)
    {
        var (chat, _, asked) = await ReadAsync(count, oldestFirst, ChatState.Empty);

        Assert.Equal(Enumerable.Range(1, count).Select(Id), chat.Utterances.OrderBy(u => u.SentAt).Select(u => u.Id));
        Assert.Equal(Enumerable.Range(1, (count / 100) + 1), asked);
    }

    /// <summary>What is taken over isn't read again, but for the page before its last, where an utterance may have come late.</summary>
    [Fact]
    public async Task Read_OldestFirst_GoesOnWhereThePagesAreNew()
    {
        ChatState taken = new([.. Enumerable.Range(1, 250).Select(Id)], false, 1);
        var (_, firstPage, _) = await ReadAsync(350, true, taken);
        var (chat, _, asked) = await ReadAsync(350, true, taken with { FirstPage = firstPage });

        Assert.Equal([2, 3, 4], asked);
        Assert.Equal(Id(101), chat.Utterances.MinBy(u => u.SentAt)!.Id);
        Assert.Equal(Id(350), chat.Utterances.MaxBy(u => u.SentAt)!.Id);
    }

    [Fact]
    public async Task Read_NewestFirst_BeginsAtTheFirstPageAlways()
    {
        ChatState taken = new([.. Enumerable.Range(1, 250).Select(Id)], false, 1);

        Assert.Equal(1, (await ReadAsync(350, false, taken)).FirstPage);
    }

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<(ApiChat Chat, int FirstPage, List<int> Asked)> ReadAsync(int count, bool oldestFirst, ChatState state)
    {
        FakeTimeProvider clock = new(Now);
        using Pages pages = new(count, oldestFirst);
        TenantCalls calls = new(new RelationApiClient(new AnsweringFactory(pages), Options.Create(new RelationApiOptions()), clock), clock, NullLogger<TenantCalls>.Instance);
        TenantSession session = new(new RelationTenant { Subdomain = "acme", TokenProtected = "-" }, "token", clock);
        var reading = new ChatPages(calls).ReadAsync(session, 1, 2, Message, state, CancellationToken.None);
        while (await Task.WhenAny(reading, Task.Delay(1)) != reading)
        {
            clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        var (chat, firstPage, fault) = await reading;
        Assert.Null(fault);
        return (chat, firstPage, pages.Asked);
    }

    private sealed class Pages(int count, bool oldestFirst) : HttpMessageHandler
    {
        public List<int> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var page = int.Parse(HttpUtility.ParseQueryString(request.RequestUri!.Query)["page"]!, CultureInfo.InvariantCulture);
            Asked.Add(page);
            var all = Enumerable.Range(1, count);
            var shown = (oldestFirst ? all : all.Reverse()).Skip((page - 1) * ReadingCall.UtterancesPerPage).Take(ReadingCall.UtterancesPerPage)
                .Select(n => new { line_conversation_id = n, action_cd = "sent", sent_by = "sato", sent_at = Now.AddSeconds(n), note = "-" });
            var json = JsonSerializer.Serialize(new { conversations = shown });
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") });
        }
    }
}
