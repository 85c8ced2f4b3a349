using System.Text;
using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>What a collector is sent: one trace from the request to the Event, and no content of any operation.</summary>
[Collection(ProcessRuns.Name)]
public sealed class TelemetryTests
{
    [Fact]
    public async Task OneTrace_LeadsFromTheRequestOverTheDrainToTheCall_AndHoldsNoContent()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var receiver = new OtlpReceiver();
        await using var inbox = await OneInbox.StartAsync(
            [], patience.Token, settings: new Dictionary<string, string> { ["Telemetry__OtlpEndpoint"] = receiver.Url, ["Telemetry__OtlpProtocol"] = "HttpProtobuf" });
        Assert.Equal(202, await inbox.PostAsync([7], patience.Token));
        await inbox.UntilAllAreAsync("synced", patience.Token);
        await inbox.Portal.TerminateAsync(patience.Token); // what is left is sent then

        var spans = receiver.Spans();
        var sync = Assert.Single(spans, s => s.Name == "sync");
        var received = Assert.Single(spans, s => s.Name == "receive");
        Assert.Single(spans, s => s.Name == "wait" && s.Trace == sync.Trace);
        Assert.Equal(sync.Trace, received.Trace);
        var request = Assert.Single(spans, s => received.Links.Contains(s.Id));
        Assert.StartsWith("POST /api/v1/inboxes/", request.Name, StringComparison.Ordinal);
        var drain = Assert.Single(spans, s => sync.Links.Contains(s.Id));
        Assert.Equal("drain", drain.Name);
        Assert.Contains(spans, s => s.Name.StartsWith("salesforce ", StringComparison.Ordinal) && s.Parent == drain.Id);

        Assert.NotEmpty(receiver.Bodies("/v1/metrics"));
        string[] content = ["件7", "本本", Samples.Email(0)];
        Assert.All(((string[])["/v1/traces", "/v1/metrics", "/v1/logs"]).SelectMany(receiver.Bodies), body =>
            Assert.All(content, c => Assert.DoesNotContain(c, Encoding.UTF8.GetString(body), StringComparison.Ordinal)));
    }
}
