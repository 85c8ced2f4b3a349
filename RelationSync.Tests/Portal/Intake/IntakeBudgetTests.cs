using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Intake;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Intake;

/// <summary>All bodies that are being read together take no more than the budget, whoever sends them.</summary>
public sealed class IntakeBudgetTests : IDisposable
{
    private readonly string _secret = WebhookSecret.Create();
    private readonly PortalFactory _portal = new();

    private IntakeBudget Budget => _portal.Services.GetRequiredService<IntakeBudget>();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Post_NoRoomLeft_Is503WithRetryAfterAndGoesOnWhenThereIs()
    {
        await _portal.AddInboxAsync("support", _secret);
        Assert.True(Budget.TryTake((int)Budget.Bytes, isStranger: false));

        var refused = await PostAsync(Small);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Empty(_portal.Intake.Payloads);
        Budget.GiveBack((int)Budget.Bytes, isStranger: false);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Small)).StatusCode);
        await Soon.HoldsAsync(() => Budget.Used == 0);
    }

    [Fact]
    public async Task Post_GrowingBeyondTheRoom_GivesBackAllItTook()
    {
        await _portal.AddInboxAsync("support", _secret);
        var most = (int)Budget.Bytes - (1024 * 1024);
        Assert.True(Budget.TryTake(most, isStranger: false));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(Small.PadRight(4 * 1024 * 1024))).StatusCode);
        await Soon.HoldsAsync(() => Budget.Used == most);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Small)).StatusCode);
    }

    [Theory]
    [InlineData(0, true, HttpStatusCode.Accepted)]
    [InlineData(0, false, HttpStatusCode.Unauthorized)]
    [InlineData((5 * 1024 * 1024) + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(20 * 1024 * 1024, false, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_HoweverItEnds_GivesBackAllItTook(int more, bool bySecret, HttpStatusCode status)
    {
        await _portal.AddInboxAsync("support", _secret);

        Assert.Equal(status, (await PostAsync(Small.PadRight(more), bySecret)).StatusCode);
        await Soon.HoldsAsync(() => Budget.Used == 0);
    }

    [Fact]
    public async Task Post_StillSending_CountsWhatHasArrived_AndHangingUpGivesItBack()
    {
        await _portal.AddInboxAsync("support", _secret);
        var pipe = new Pipe();
        using var end = new CancellationTokenSource();
        var sending = PostAsync(new StreamContent(pipe.Reader.AsStream()), "v1,AAAA", end.Token);

        await pipe.Writer.WriteAsync(new byte[100_000]);
        await Soon.HoldsAsync(() => Budget.Used is >= 100_000 and < 1_000_000);
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await Soon.HoldsAsync(() => Budget.Used == 0);
    }

    [Fact]
    public async Task Post_LongerThanAMinute_Is408AndGivesBackAllItTook()
    {
        await _portal.AddInboxAsync("support", _secret);
        var pipe = new Pipe();
        var sending = PostAsync(new StreamContent(pipe.Reader.AsStream()), "v1,AAAA", default);
        await pipe.Writer.WriteAsync(new byte[100_000]);
        await Soon.HoldsAsync(() => Budget.Used >= 100_000);

        _portal.Clock.Advance(IntakeBody.LongestRead - TimeSpan.FromSeconds(1));
        await pipe.Writer.WriteAsync(new byte[100_000]);
        await Soon.HoldsAsync(() => Budget.Used >= 200_000);
        _portal.Clock.Advance(TimeSpan.FromSeconds(1));

        var refused = await sending;
        Assert.Equal(HttpStatusCode.RequestTimeout, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.True(refused.Headers.ConnectionClose);
        await Soon.HoldsAsync(() => Budget.Used == 0);
        Assert.Empty(_portal.Intake.Payloads);
    }

    [Fact]
    public async Task Post_StrangersHoldTheirShare_KnownSendersAreTaken()
    {
        await _portal.AddInboxAsync("support", _secret);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Small)).StatusCode);
        var flood = (int)Budget.ForStrangers;
        Assert.True(Budget.TryTake(flood, isStranger: true));

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Small)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(Small, remote: "192.0.2.77")).StatusCode);

        Budget.GiveBack(flood, isStranger: true);
        await Soon.HoldsAsync(() => Budget.Used == 0);
    }

    [Fact]
    public async Task Post_WronglySigned_MakesNoKnownSender()
    {
        await _portal.AddInboxAsync("support", _secret);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Small, bySecret: false)).StatusCode);
        Assert.True(Budget.TryTake((int)Budget.ForStrangers, isStranger: true));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(Small)).StatusCode);
    }

    /// <summary>Refused when the headers were read, told when any other wrongly signed body would be: neither answer nor time says whether the inbox exists.</summary>
    [Theory]
    [InlineData("support")]
    [InlineData("nobody")]
    public async Task Post_WronglySigned_AnswersAlikeAfterTheBody_AndTakesAsMuchRoom(string inbox)
    {
        await _portal.AddInboxAsync("support", _secret);
        var pipe = new Pipe();
        var sending = PostAsync(new StreamContent(pipe.Reader.AsStream()), "v1,AAAA", default, inbox: inbox);

        await pipe.Writer.WriteAsync(new byte[200_000]);
        await Soon.HoldsAsync(() => Budget.Used == 256 * 1024);
        Assert.False(sending.IsCompleted);
        await pipe.Writer.CompleteAsync();

        var refused = await sending;
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("The request is not signed by this inbox's secret.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Soon.HoldsAsync(() => Budget.Used == 0);
    }

    [Theory]
    [InlineData("support", false, HttpStatusCode.ServiceUnavailable)]
    [InlineData("nobody", false, HttpStatusCode.ServiceUnavailable)]
    [InlineData("support", true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("nobody", true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_NoRoomOrTooLarge_SaysTheSameOfAnyInbox(string inbox, bool isTooLarge, HttpStatusCode status)
    {
        await _portal.AddInboxAsync("support", _secret);
        Assert.True(isTooLarge || Budget.TryTake((int)Budget.Bytes, isStranger: false));

        Assert.Equal(status, (await PostAsync(Small.PadRight(isTooLarge ? IntakeBody.MaxBytes + 1 : 10), bySecret: false, inbox: inbox)).StatusCode);
    }

    [Fact]
    public async Task Post_FirstByte_HoldsFourKilobytes()
    {
        await _portal.AddInboxAsync("support", _secret);
        var pipe = new Pipe();
        using var end = new CancellationTokenSource();
        var sending = PostAsync(new StreamContent(pipe.Reader.AsStream()), "v1,AAAA", end.Token);

        await pipe.Writer.WriteAsync(new byte[1]);

        await Soon.HoldsAsync(() => Budget.Used == 4096);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData(512, 64, 8192)]
    [InlineData(384, 48, 6144)]
    [InlineData(64, 32, 1024)]
    [InlineData(64 * 1024, 256, 65536)]
    public void Bounds_ByTheNodesMemory(long availableMiB, long bodiesMiB, long connections)
    {
        Assert.Equal(bodiesMiB * NodeMemory.MiB, IntakeBudget.Of(availableMiB * NodeMemory.MiB).Bytes);
        Assert.Equal(connections, ServerLimits.Connections(availableMiB * NodeMemory.MiB));
    }

    [Theory]
    [InlineData(false, 1000)]
    [InlineData(true, 500)]
    public void TryTake_ManyAtOnce_NeverPassesTheShare(bool isStranger, int share)
    {
        var budget = new IntakeBudget(1000);
        var taken = 0;

        Parallel.For(0, 10_000, _ =>
        {
            if (budget.TryTake(7, isStranger))
            {
                Interlocked.Add(ref taken, 7);
            }
        });

        Assert.InRange(taken, 1, share);
        Assert.Equal(taken, budget.Used);
        budget.GiveBack(taken, isStranger);
        Assert.True(budget.TryTake(share, isStranger));
        Assert.False(budget.TryTake(1, isStranger));
    }

    private static string Small => $"{{\"operations\":[{IntakeEndpointTests.Operation("a")}]}}";

    private Task<HttpResponseMessage> PostAsync(string body, bool bySecret = true, string inbox = "support", string? remote = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var secret = bySecret ? _secret : WebhookSecret.Create();
        return PostAsync(new ByteArrayContent(bytes), StandardWebhookSignature.Sign(secret, "msg_1", _portal.Clock.GetUtcNow(), bytes), default, inbox, remote);
    }

    private async Task<HttpResponseMessage> PostAsync(
        HttpContent content, string signature, CancellationToken cancellationToken, string inbox = "support", string? remote = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/inboxes/{inbox}/operations") { Content = content };
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", _portal.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", signature);
        if (remote is not null)
        {
            request.Headers.Add(PortalFactory.RemoteHeader, remote);
        }

        return await _portal.Browser().SendAsync(request, cancellationToken);
    }
}
