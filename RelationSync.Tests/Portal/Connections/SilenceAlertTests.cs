using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Connections;

public sealed class SilenceAlertTests : ConnectionsTests
{
    [StoreTheory]
    [InlineData(14, CommandFault.SilenceInvalid)]
    [InlineData(15, null)]
    [InlineData(14 * 1440, null)]
    [InlineData((14 * 1440) + 1, CommandFault.SilenceInvalid)]
    public async Task Set_Bounds_FifteenMinutesToFourteenDays(int minutes, CommandFault? fault)
    {
        var inbox = Fixture.AddInbox();

        Assert.Equal(fault, await SetAsync(inbox, TimeSpan.FromMinutes(minutes)));
        Assert.Equal(fault is null ? minutes : null, Fixture.Read(db => db.Inboxes.Single().SilentAfterMinutes));
    }

    [StoreFact]
    public async Task Set_ThenOff_IsAuditedOnceEach()
    {
        var inbox = Fixture.AddInbox();

        await SetAsync(inbox, TimeSpan.FromHours(1));
        await SetAsync(inbox, TimeSpan.FromHours(1));
        await SetAsync(inbox, null);

        var entries = Fixture.Read(db => db.AuditEntries.OrderBy(e => e.Seq).ToList());
        Assert.Equal(
            ["""{"before_minutes":null,"minutes":"60"}""", """{"before_minutes":"60","minutes":null}"""], entries.Select(e => e.DetailsJson));
        Assert.All(entries, e => Assert.Equal(AuditAct.SilenceAlertChanged, e.Act));
        Assert.Null(Fixture.Read(db => db.Inboxes.Single().SilenceWatchedFrom));
    }

    [StoreFact]
    public async Task Set_SupportUserOrNoInbox_IsRefused()
    {
        var inbox = Fixture.AddInbox();
        var command = Fixture.Get<SetSilenceAlert>();

        Assert.Equal(CommandFault.NotAllowed, await command.RunAsync(Fixture.SignIn(AccountRole.Support), inbox.Id, null, default));
        Assert.Equal(CommandFault.InboxGone, await command.RunAsync(Fixture.SignIn(), 999, null, default));
    }

    private Task<CommandFault?> SetAsync(Inbox inbox, TimeSpan? after) => Fixture.Get<SetSilenceAlert>().RunAsync(Fixture.SignIn(), inbox.Id, after, default);
}
