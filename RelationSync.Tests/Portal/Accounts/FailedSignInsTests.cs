using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Accounts;

/// <summary>The audit log holds failed sign-ins, and a flood of them doesn't fill it.</summary>
public sealed class FailedSignInsTests : IDisposable
{
    private readonly PortalFactory _portal = new() { RunsJobs = false };

    private FailedSignIns Failed => _portal.Services.GetRequiredService<FailedSignIns>();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task SignIn_Failed_IsAudited_AndNamesOnlyAnAccountThereIs()
    {
        await _portal.Services.GetRequiredService<AccountService>().CreateAsync("Admin@example.com", "correct horse battery", AccountRole.Administrator, default);
        for (var i = 0; i < 2; i++)
        {
            await PortalFactory.LoginAsync(_portal.Browser(), "admin@example.com", "wrong password");
        }

        await PortalFactory.LoginAsync(_portal.Browser(), "my-password@example.com", "wrong password", "198.51.100.7");
        await Failed.SaveAsync(isLast: false, default);

        Assert.Equal(
            [("Admin@example.com", "192.0.2.1", "{\"attempts\":\"2\"}"), ("-", "198.51.100.7", "{\"attempts\":\"1\"}")],
            (await EntriesAsync()).Select(e => (e.About, e.Address, e.DetailsJson)).OrderByDescending(e => e.About));
    }

    [Fact]
    public async Task Count_AFlood_IsTwentyEntriesAnHourAndOneForTheRest()
    {
        for (var minute = 0; minute < 60; minute++)
        {
            _portal.Clock.Advance(minute == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
            for (var i = 0; i < 50; i++)
            {
                Failed.Count("ADMIN@EXAMPLE.COM", $"192.0.2.{i}");
            }

            await Failed.SaveAsync(isLast: false, default);
        }

        await Soon.HoldsAsync(async () => (await EntriesAsync()).Count == 20); // the portal stores them by itself, too
        _portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await Failed.SaveAsync(isLast: false, default);

        await Soon.HoldsAsync(async () => (await EntriesAsync()).Count == 21);
        Assert.Equal("{\"further_attempts\":\"2980\"}", (await EntriesAsync())[^1].DetailsJson);
    }

    private Task<List<AuditEntry>> EntriesAsync() =>
        _portal.Store.ReadAsync((db, token) => db.AuditEntries.Where(e => e.Act == AuditAct.SignInFailed).OrderBy(e => e.Seq).ToListAsync(token), default);
}
