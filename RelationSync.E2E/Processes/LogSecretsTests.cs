using System.Net;
using System.Text.Json;
using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>A whole run with the log as wordy as it gets: no secret, token, password, body or customer stands in it, and no text breaks a line of it.</summary>
[Collection(ProcessRuns.Name)]
public sealed class LogSecretsTests
{
    private const string Body = "本文-hon-bun-7731";
    private const string Subject = "件名-ken-mei-7731";
    private const string Customer = "okyakusama-7731@customer.example";
    private const string Guess = "guessed-password-7731";
    private const string Forged = "forged-line-7731";

    [Fact]
    public async Task WholeRun_AtTrace_LogsNoSecretAndNoContent()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var simulator = await SimulatorProcess.StartAsync(patience.Token);
        await using var inbox = await BusyInbox.ConnectAsync(simulator, patience.Token);
        var lines = new List<string>();
        await using (var portal = await inbox.StartPortalAsync(patience.Token, "Trace", lines.Add))
        {
            await inbox.GuessAsync($"nobody@example.com\n{Forged}", Guess, patience.Token);
            await inbox.GuessAsync("ops@example.com", Guess, patience.Token);
            Assert.Equal(HttpStatusCode.Unauthorized, await inbox.PostAsync(Operations("forged"), signed: false, patience.Token));
            Assert.Equal(HttpStatusCode.BadRequest, await inbox.PostAsync(Body, signed: true, patience.Token));
            Assert.Equal(HttpStatusCode.Accepted, await inbox.PostAsync(Operations("real"), signed: true, patience.Token));
            await Until.TrueAsync(
                async () => (await simulator.SubjectsAsync(BusyInbox.Org, patience.Token)).Any(s => s.Contains(Subject, StringComparison.Ordinal)),
                () => $"No Event was made:\n{portal.LastWords}",
                patience.Token);
            await portal.TerminateAsync(patience.Token);
        }

        var log = string.Join('\n', lines);
        Assert.Contains("Drained busy", log, StringComparison.Ordinal);
        Assert.Contains("\"LogLevel\":\"Trace\"", log, StringComparison.Ordinal);
        Assert.All([.. inbox.Secrets, Body, Subject, Customer, Guess], secret => Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(lines, l => l.StartsWith(Forged, StringComparison.Ordinal));
        Assert.All(lines.Where(l => l.Length > 0), l => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(l).ValueKind));
    }

    private static string Operations(string activity) => $$"""
        {"operations":[{"id":"{{activity}}\n{{Forged}}","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}",
          "operator":{"email":"sato@example.com"},"data":{"subject":"{{Subject}}","body":"{{Body}}","to":["{{Customer}}"]} }]}
        """;
}
