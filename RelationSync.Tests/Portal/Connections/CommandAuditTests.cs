using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Connections;

/// <summary>What the commands on inboxes and connections leave in the audit log.</summary>
public sealed class CommandAuditTests : ConnectionsTests
{
    [StoreFact]
    public async Task Inboxes_MadeChangedAndRotated_AreAuditedWithoutTheirSecrets()
    {
        var user = Fixture.SignIn();
        user.ComesFrom("192.0.2.7");

        var made = (await Fixture.Get<CreateInbox>().RunAsync(user, "support", "サポート", "Asia/Tokyo", false, default)).Value!;
        await Fixture.Get<ChangeInbox>().RunAsync(user, made.InboxId, "窓口", "Asia/Tokyo", default);
        var rotated = (await Fixture.Get<RotateSecret>().RunAsync(user, made.InboxId, default)).Value!;

        var entries = Entries();
        Assert.Equal([AuditAct.InboxCreated, AuditAct.InboxChanged, AuditAct.SecretRotated], entries.Select(e => e.Act));
        Assert.All(entries, e => Assert.Equal(("support", user.Identity!.Name, "192.0.2.7"), (e.About, e.Actor, e.Address)));
        Assert.DoesNotContain(entries, e => e.DetailsJson?.Contains(made.Secret, StringComparison.Ordinal) == true || e.DetailsJson?.Contains(rotated.Secret, StringComparison.Ordinal) == true);
    }

    [StoreTheory]
    [InlineData(true, """{"kept":"2"}""")]
    [InlineData(false, """{"dropped":"2"}""")]
    public async Task Connection_MadeAndDeleted_IsAuditedWithWhatBecameOfWhatWaited(bool keep, string details)
    {
        var (user, inbox, authorization) = (Fixture.SignIn(), Fixture.AddInbox(), Fixture.Authorization());
        Fixture.Save(authorization);
        var id = (await Fixture.Get<CreateConnection>().RunAsync(user, inbox.Key, authorization.Id, TargetKind.Both, true, default)).Value;
        Fixture.AddActions(inbox, ActionStatus.Pending, ActionStatus.Held, ActionStatus.Synced);

        Assert.Null(await Fixture.Get<DeleteConnection>().RunAsync(user, id, keep, default));

        var entries = Entries();
        Assert.Equal([AuditAct.ConnectionCreated, AuditAct.ConnectionDeleted], entries.Select(e => e.Act));
        Assert.Equal(("support", details), (entries[1].About, entries[1].DetailsJson));
    }

    [StoreFact]
    public async Task Refused_Commands_LeaveNothing()
    {
        var user = Fixture.SignIn(AccountRole.Support);

        await Fixture.Get<CreateInbox>().RunAsync(user, "support", "サポート", "Asia/Tokyo", false, default);
        await Fixture.Get<CreateInbox>().RunAsync(Fixture.SignIn(), "Not a key", "サポート", "Asia/Tokyo", false, default);

        Assert.Empty(Entries());
    }

    private List<AuditEntry> Entries() => Fixture.Read(db => db.AuditEntries.OrderBy(e => e.Seq).ToList());
}
