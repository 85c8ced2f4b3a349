using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Benchmarks.Fuzzing.Inputs;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>The Salesforce client before a server that answers anything.</summary>
internal sealed class ClientTarget : IFuzzTarget
{
    // Three attempts of a read, twice (before and after a renewal), of a second each, and reading what is too large.
    private static readonly TimeSpan LongestCase = TimeSpan.FromSeconds(30);

    private static readonly string[] Labels = ["メール", "SMS"];

    public string Name => "client";

    public int Share => 30;

    public string Holds => "any bytes are an answer or a typed failure, in bounded time; no Event without an id";

    /// <inheritdoc/>
    public async Task RunAsync(FuzzCounts counts, int cases, CancellationToken cancellationToken)
    {
        var time = new QuickTime();
        var store = new MemoryAuthorizations();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<IAuthorizationStore>(store);
        services.AddSalesforce(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Salesforce:AllowInsecureLoopback"] = "true",
            ["Salesforce:AttemptTimeout"] = TimeSpan.FromSeconds(QuickTime.Faster).ToString(),
        }).Build());
        await using var provider = services.BuildServiceProvider();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                using var server = new HostileServer();
                int number;
                while ((number = Interlocked.Increment(ref next)) < (counts.Only is null ? cases : 1))
                {
                    await OneAsync(provider, store, server, counts, counts.Only ?? number);
                    time.Leap(TimeSpan.FromMinutes(2));
                }
            },
            cancellationToken)));
    }

    private static async Task OneAsync(ServiceProvider provider, MemoryAuthorizations store, HostileServer server, FuzzCounts counts, int number)
    {
        var random = counts.Chance(number);
        var url = string.Create(CultureInfo.InvariantCulture, $"{server.Url}/o{number % 64}");
        var answers = new AnswerMutator(random, url);
        server.Answer = answers.Next;
        var id = Guid.NewGuid();
        var withToken = random.Next(4) > 0;
        store.Put(new AuthorizationSecrets(
            id, url, "client", null, "refresh", withToken ? "token" : null, withToken ? url : null,
            withToken ? SalesforceBodies.OrgId : null, withToken ? SalesforceBodies.UserId : null, 1));
        var started = Stopwatch.GetTimestamp();
        try
        {
            var call = CallAsync(provider, id, url, random);
            if (await Task.WhenAny(call, Task.Delay(LongestCase)) != call)
            {
                counts.Find(number, $"has not ended after {LongestCase.TotalSeconds} s");
            }
            else if (await call is { } what)
            {
                counts.Find(number, what);
            }
        }
        catch (SalesforceException)
        {
            // A typed failure: what is wanted.
        }
        catch (Exception e)
        {
            counts.Find(number, e.ToString());
        }

        store.Remove(id);
        counts.Took(number, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<string?> CallAsync(ServiceProvider provider, Guid id, string url, Random random)
    {
        var org = provider.GetRequiredService<SalesforceOrgs>().Open(id, Guid.NewGuid());
        var oauth = provider.GetRequiredService<SalesforceOAuth>();
        switch (random.Next(10))
        {
            case 0:
                return (await org.DescribeAsync(CancellationToken.None)).Types is null ? "no types" : null;
            case 1 or 2:
                return OfRows(await org.LookUpAsync(
                    new LookUpQuestion { UserEmails = ["a@example.com"], Emails = ["a@example.com"], Contacts = true, Leads = true, Opportunities = true, Markers = [Guid.Empty] }, CancellationToken.None));
            case 3:
                return OfOutcomes(await org.WriteAsync([Event(1), Event(2)], byMarker: true, 200, CancellationToken.None), 2);
            case 4:
                return OfOutcomes(await org.WriteAsync([Event(1), Event(2), Event(3)], byMarker: false, 1, CancellationToken.None), 3);
            case 5:
                return OfOutcomes(await org.DeleteAsync(["00U5g0000000001AAA", "none"], CancellationToken.None), 2);
            case 6:
                var users = await org.CreateUsersAsync([new NewUser("a@example.com", "a@example.com.x", "佐藤", null, "a"), new NewUser("b@example.com", "b@example.com.x", "鈴木", "花子", "b")], CancellationToken.None);
                return users.Count == 2 && users.All(u => u.UserId is null != u.Failure is null) ? null : "a user with both an id and a failure, or neither";
            case 7:
                var types = await org.AddTypesAsync(Labels, CancellationToken.None);
                return types.Types is null != types.Failure is null ? null : "both types and a failure, or neither";
            case 8:
                await provider.GetRequiredService<IMarkerFields>().CreateAsync(id, id, CancellationToken.None);
                return null;
            default:
                return await OAuthAsync(oauth, oauth.Url(url), random.Next(3));
        }
    }

    private static async Task<string?> OAuthAsync(SalesforceOAuth oauth, SalesforceUrl login, int step)
    {
        switch (step)
        {
            case 0:
                await oauth.RevokeAsync(login, "refresh", CancellationToken.None);
                return null;
            case 1:
                return SalesforceId.IsValid((await oauth.IdentityAsync(login, "token", CancellationToken.None)).UserId) ? null : "a user without an id";
            default:
                var token = await oauth.RefreshAsync(login, new SalesforceApp("client", null), "refresh", CancellationToken.None);
                return token.AccessToken.Length > 0 && SalesforceId.IsValid(token.OrgId) ? null : "an empty token";
        }
    }

    private static string? OfRows(LookUpAnswer answer) =>
        answer.Contacts.Concat(answer.Leads).All(t => SalesforceId.IsValid(t.Id)) && answer.Users.All(u => SalesforceId.IsValid(u.Id)) && answer.Events.All(e => SalesforceId.IsValid(e.Id))
            ? null
            : "a row without an id";

    private static string? OfOutcomes(IReadOnlyList<WriteOutcome> outcomes, int records) =>
        outcomes.Count != records ? $"{outcomes.Count} outcomes for {records} records"
        : outcomes.Any(o => o.EventId is null == o.Failure is null) ? "an outcome with both an id and a failure, or neither"
        : outcomes.Any(o => o.EventId is { } id && !SalesforceId.IsValid(id)) ? "an Event without a record's id"
        : null;

    private static EventRecord Event(int number) => new(
        Guid.NewGuid(), $"【メール】{number}", SalesforceBodies.UserId, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "メール", "本文", [], null);
}
