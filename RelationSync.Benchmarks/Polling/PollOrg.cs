using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Support;

namespace RelationSync.Benchmarks.Polling;

/// <summary>The drain of the seed's connections, into an org in memory.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its seed.")]
internal sealed class PollOrg
{
    private readonly SyncStore _sync;
    private readonly Leases _leases;
    private readonly SyncSettings _settings = new() { WritesAtOnce = 1 };
    private readonly DrainMemory _memory;
    private readonly LeapingTime _time;

    public PollOrg(Store store, LeapingTime time)
    {
        _time = time;
        Org = new FakeSalesforceOrg(time);
        Org.Users.AddRange([User("005000000000002AAA", "sato@example.com"), User("005000000000003AAA", "suzuki@example.com")]);
        _sync = new SyncStore(store, HoldOptions.Default, _settings, new ChangeFeed(time, NullLogger<ChangeFeed>.Instance), time);
        _leases = new Leases(store, TimeSpan.FromMinutes(5), time);
        _memory = new DrainMemory(_settings, time);
    }

    public FakeSalesforceOrg Org { get; }

    public IReadOnlyList<PollEvent> Events =>
        [.. Org.Events.Select(e => new PollEvent(e.Record.Subject, e.Record.Description, e.CreatedDate, Org.Users.Find(u => u.Id == e.Record.OwnerId)?.Email))];

    public async Task DrainAsync(IEnumerable<Guid> connections, CancellationToken cancellationToken)
    {
        foreach (var connection in connections)
        {
            if (await _leases.AcquireAsync(connection, cancellationToken) is not { } lease)
            {
                continue;
            }

            var view = (await _sync.GetConnectionAsync(connection, cancellationToken))!;
            using var drain = new Drain(_sync, Org, view, _memory, _settings, new Backoff(_settings.RetryBaseDelay, _settings.RetryMaxDelay, new Random(7)), _time);
            await drain.RunAsync(lease, cancellationToken, cancellationToken);
            await _leases.ReleaseAsync(lease, cancellationToken);
        }
    }

    private static SalesforceUser User(string id, string email) => new(id, email, email, true, "Standard", "Salesforce", DateTimeOffset.UnixEpoch);
}
