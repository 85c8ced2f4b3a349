using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Api;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Api;

public sealed class ApiDescriptionTests : IDisposable
{
    private readonly PortalFactory _portal = new() { HasRealIntake = true, RunsJobs = false };

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Json_DescribesIntakeWebhooksAndTheOtherEndpoints()
    {
        var response = await _portal.Browser().GetAsync("/openapi/v1.json");

        Assert.Equal(("application/json", "public, max-age=300"), (response.Content.Headers.ContentType!.MediaType, response.Headers.CacheControl!.ToString()));
        var document = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Equal(["/api/v1/actions", "/api/v1/connections", "/api/v1/errors", "/api/v1/inboxes/{inboxKey}/operations", "/api/v1/login"], paths.Order(StringComparer.Ordinal));
        Assert.True(document.GetProperty("webhooks").TryGetProperty("alert", out _));
        Assert.True(document.GetProperty("components").GetProperty("schemas").GetProperty("ApiAction").GetProperty("properties").TryGetProperty("salesforce_event_id", out _));
    }

    [Fact]
    public async Task Yaml_HasTheSameMembers()
    {
        var yaml = await _portal.Browser().GetStringAsync("/openapi/v1.yaml");

        Assert.StartsWith("\"openapi\": \"3.1.", yaml, StringComparison.Ordinal);
        Assert.Contains("\n  \"alert\":\n", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_KnowsEveryTypeAndChannel()
    {
        var schemas = ApiDescription.ReadIntake()["components"]!["schemas"]!;
        var types = schemas["Operation"]!["discriminator"]!["mapping"]!.AsObject().Select(m => m.Key).ToList();

        Assert.Empty(OperationTypes.AllCodes.Except(types));
        foreach (var channel in Channel.All)
        {
            Assert.Contains(channel.Code, schemas.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Reference_ExplainsEveryProblemWithoutSignIn(string language)
    {
        await _portal.AddInboxAsync("secret-name", WebhookSecret.Create());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/developers");
        request.Headers.Add("Accept-Language", language);
        // Without an account the portal would ask for the first one.
        _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);

        var response = await _portal.Browser().SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("public, max-age=300", response.Headers.CacheControl?.ToString());
        Assert.False(response.Headers.Contains("Set-Cookie") || response.Headers.Contains("Pragma"));
        var page = await response.Content.ReadAsStringAsync();
        Assert.All(IntakeProblem.All, p => Assert.Contains($"id=\"{p.Anchor}\"", page, StringComparison.Ordinal));
        Assert.DoesNotContain("Developers_", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-name", page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web.js", page, StringComparison.Ordinal);
        Assert.Contains("v1,g0hM9SsE", page, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"try-out\"", page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R-T16")]
    public async Task TryOut_OnATestInbox_IsSignedHere()
    {
        var user = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);
        var inbox = (await _portal.Services.GetRequiredService<CreateInbox>().RunAsync(user, "try", "試し", "Asia/Tokyo", true, default)).Value!.InboxId;
        var real = await _portal.AddInboxAsync("support", WebhookSecret.Create());
        var body = """{"operations":[{"id":"a","type":"message.sent","channel":"mail","activity_id":"m","occurred_at":"2026-01-01T00:00:00Z","operator":{"email":"s@example.com"},"data":{"body":"b","to":[]}}]}""";
        var tryOut = _portal.Services.GetRequiredService<TryOut>();

        var answer = (await tryOut.RunAsync(user, inbox, body, true, default)).Value!;

        Assert.Equal(202, answer.Status);
        Assert.StartsWith("req_", answer.RequestId, StringComparison.Ordinal);
        Assert.Contains("\"accepted\"", answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"events\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(CommandFault.InboxGone, (await tryOut.RunAsync(user, real.Id, body, true, default)).Fault);
    }
}
