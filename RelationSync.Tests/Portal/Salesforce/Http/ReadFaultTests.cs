using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Tests.Portal.Salesforce.Support;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Salesforce.Http;

public sealed class ReadFaultTests : IAsyncLifetime
{
    private const string Description = """{"fields":[{"name":"Subject"}]}""";

    private SalesforceFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [InlineData("drop")]
    [InlineData("cut")]
    [InlineData("503")]
    public async Task Read_FaultOnce_IsAskedAgain(string fault)
    {
        var org = _fixture.Open();
        _fixture.Server.Answer = (context, _) => _fixture.Server.Requests.Count > 1 ? context.JsonAsync(Description)
            : fault == "drop" ? context.DropAsync()
            : fault == "cut" ? context.CutAsync(Description)
            : context.HtmlAsync(503);

        await org.DescribeAsync(CancellationToken.None);

        Assert.Equal(2, _fixture.Server.Requests.Count);
        Assert.Equal(2, org.Calls);
    }

    [Fact]
    public async Task Read_Refused_IsNotAskedAgain()
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync("""[{"errorCode":"INVALID_TYPE","message":"no"}]""", 400);

        var e = await Assert.ThrowsAsync<SalesforceException>(() => _fixture.Open().DescribeAsync(CancellationToken.None));

        Assert.Equal((FailureClass.Configuration, "INVALID_TYPE"), (e.Failure.Class, e.Failure.Code));
        Assert.Single(_fixture.Server.Requests);
    }

    /// <summary>An org that hangs costs little while others wait, and one that is only slow is heard again.</summary>
    [Fact]
    public async Task Read_AfterATimeout_GetsLittleTime_EveryFourthAllOfIt()
    {
        var time = new FakeTimeProvider();
        await using var fixture = await SalesforceFixture.StartAsync("00:02:00", services => services.AddSingleton<TimeProvider>(time));
        var (org, end) = (fixture.Open(), new TaskCompletionSource());
        fixture.Server.Answer = (_, _) => end.Task;

        foreach (var seconds in new[] { 120, 15, 15, 15, 120 })
        {
            var asked = fixture.Server.Requests.Count;
            var reading = org.DescribeAsync(CancellationToken.None);
            await Soon.HoldsAsync(() => fixture.Server.Requests.Count > asked);
            time.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.NotSame(reading, await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(100))));
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(OwnCodes.Timeout, (await Assert.ThrowsAsync<SalesforceException>(() => reading)).Failure.Code);
        }

        end.SetResult();
    }

    [Fact]
    public async Task LookUp_DroppedPost_IsNotRepeatedByTheHandler()
    {
        _fixture.Server.Answer = (context, _) => context.DropAsync();

        var e = await Assert.ThrowsAsync<SalesforceException>(
            () => _fixture.Open().LookUpAsync(new LookUpQuestion { UserEmails = ["a@example.com"] }, CancellationToken.None));

        Assert.Equal((OwnCodes.ConnectionLost, WriteCertainty.NotWritten), (e.Failure.Code, e.Failure.Certainty));
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Read_Cancelled_IsACancellation()
    {
        using var stop = new CancellationTokenSource();
        _fixture.Server.Answer = async (context, _) =>
        {
            await stop.CancelAsync();
            await context.HangAsync();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.Open().DescribeAsync(stop.Token));
    }

    [Fact]
    public async Task Read_RedirectToAnotherHost_IsNotFollowed()
    {
        await using var other = await ScriptedServer.StartAsync();
        _fixture.Server.Answer = (context, _) =>
        {
            context.Response.Redirect(other.Url + "/steal");
            return Task.CompletedTask;
        };

        var e = await Assert.ThrowsAsync<SalesforceException>(() => _fixture.Open().DescribeAsync(CancellationToken.None));

        Assert.Equal("HTTP_302", e.Failure.Code);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Read_MoreThanWeHold_IsRefusedWithoutHoldingIt()
    {
        _fixture.Server.Answer = async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var chunk = new byte[1024 * 1024];
            for (var sent = 0; sent <= BodyBuffer.MaxBytes; sent += chunk.Length)
            {
                await gzip.WriteAsync(chunk);
            }
        };

        var e = await Assert.ThrowsAsync<SalesforceException>(() => _fixture.Open().DescribeAsync(CancellationToken.None));

        Assert.Equal(FailureClass.TransientCall, e.Failure.Class);
        Assert.Single(_fixture.Server.Requests);
    }

    [Theory]
    [InlineData("gzip", "not gzip at all")]
    [InlineData("", "")]
    [InlineData("", "\0\u0001\u0002")]
    [InlineData("", "[[[[")]
    [InlineData("", "null")]
    [InlineData("", "[]")]
    [InlineData("", "{\"fields\":{}}")]
    [InlineData("", "{\"fields\":[1,null,{\"name\":\"\\ud800\"}]}")]
    public async Task Read_AnyBytes_IsAFailureOfOurs(string encoding, string body)
    {
        _fixture.Server.Answer = async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            if (encoding.Length > 0)
            {
                context.Response.Headers.ContentEncoding = encoding;
            }

            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
        };

        var e = await Assert.ThrowsAsync<SalesforceException>(() => _fixture.Open().DescribeAsync(CancellationToken.None));

        Assert.Equal(FailureClass.TransientCall, e.Failure.Class);
    }

    [Fact]
    public async Task Read_UsageInTheHeader_IsReported()
    {
        _fixture.Server.Answer = (context, _) =>
        {
            context.Response.Headers["Sforce-Limit-Info"] = "api-usage=18/5000; per-app-api-usage=17/250(appName=x)";
            return context.JsonAsync(Description);
        };

        await _fixture.Open().DescribeAsync(CancellationToken.None);

        Assert.Equal((18, 5000), (_fixture.Usage.Single().Used, _fixture.Usage.Single().Max));
    }
}
