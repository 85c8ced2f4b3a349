using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Connections;

public sealed class InboxCommandTests : ConnectionsTests
{
    [StoreTheory]
    [InlineData("", "名前", CommandFault.KeyInvalid)]
    [InlineData("Support", "名前", CommandFault.KeyInvalid)]
    [InlineData("a b", "名前", CommandFault.KeyInvalid)]
    [InlineData("ok", " ", CommandFault.NameInvalid)]
    [InlineData("taken", "名前", CommandFault.KeyTaken)]
    public async Task Create_WithAFault_MakesNone(string key, string name, CommandFault expected)
    {
        Fixture.AddInbox("taken");

        var outcome = await Fixture.Get<CreateInbox>().RunAsync(Fixture.SignIn(), key, name, "Asia/Tokyo", false, default);

        Assert.Equal(expected, outcome.Fault);
        Assert.Equal(1, Fixture.Read(db => db.Inboxes.Count()));
    }

    [StoreTheory]
    [InlineData(200, null)]
    [InlineData(201, CommandFault.NameInvalid)]
    public async Task Create_LongName_CountsCharactersNotUnits(int characters, CommandFault? expected)
    {
        var name = string.Concat(Enumerable.Repeat("𠮷", characters));

        var outcome = await Fixture.Get<CreateInbox>().RunAsync(Fixture.SignIn(), new string('k', 64), name, "Asia/Tokyo", false, default);

        Assert.Equal(expected, outcome.Fault);
    }

    [StoreFact]
    public async Task Create_UnknownZone_IsRefused() => Assert.Equal(
        CommandFault.ZoneInvalid,
        (await Fixture.Get<CreateInbox>().RunAsync(Fixture.SignIn(), "ok", "名前", "Tokyo Standard Time?", false, default)).Fault);

    [StoreFact]
    public async Task Rotate_Secret_KeepsTheOneBeforeForADay()
    {
        var made = (await Fixture.Get<CreateInbox>().RunAsync(Fixture.SignIn(), "ok", "名前", "Asia/Tokyo", false, default)).Value!;
        var before = TimeProvider.System.GetUtcNow();

        var rotated = (await Fixture.Get<RotateSecret>().RunAsync(Fixture.SignIn(), made.InboxId, default)).Value!;

        Assert.NotEqual(made.Secret, rotated.Secret);
        var entry = await Fixture.Get<InboxRegistry>().FindAsync("ok", default);
        Assert.Null(Judge(entry, rotated.Secret, before));
        Assert.Null(Judge(entry, made.Secret, before + TimeSpan.FromHours(23)));
        Assert.Equal(RejectionReason.ExpiredSecret, Judge(entry, made.Secret, before + TimeSpan.FromHours(25)));
        Assert.Equal(RejectionReason.Signature, Judge(entry, WebhookSecret.Create(), before));
    }

    [StoreFact]
    public async Task Rotate_SecretThatCannotBeRead_LeavesOnlyTheNewOne()
    {
        var inbox = Fixture.AddInbox("ok");
        await Fixture.Store.WriteAsync(
            (db, _) =>
            {
                db.Inboxes.Single(i => i.Id == inbox.Id).SecretProtected = "from other keys";
                return Task.CompletedTask;
            },
            default);

        var rotated = (await Fixture.Get<RotateSecret>().RunAsync(Fixture.SignIn(), inbox.Id, default)).Value!;

        var row = Fixture.Read(db => db.Inboxes.Single());
        Assert.Null(row.PreviousSecretProtected);
        Assert.Equal(rotated.Secret, Fixture.Get<ISecretBox>().Unprotect(SecretKind.InboxSecret, row.SecretProtected));
    }

    [StoreFact]
    [Trait("Rule", "R-S1")]
    public async Task Commands_BySupport_ChangeNothing()
    {
        var inbox = Fixture.AddInbox();
        var connection = Fixture.AddConnection(inbox, Fixture.Authorization());
        var free = Fixture.AddInbox("free");
        var user = Fixture.SignIn(AccountRole.Support);

        CommandFault?[] faults =
        [
            (await Fixture.Get<CreateInbox>().RunAsync(user, "new", "名前", "Asia/Tokyo", false, default)).Fault,
            await Fixture.Get<ChangeInbox>().RunAsync(user, inbox.Id, "別の名前", "Asia/Tokyo", default),
            (await Fixture.Get<RotateSecret>().RunAsync(user, inbox.Id, default)).Fault,
            await Fixture.Get<PauseConnection>().PauseAsync(user, connection.Id, default),
            await Fixture.Get<PauseConnection>().ResumeAsync(user, connection.Id, default),
            await Fixture.Get<DeleteConnection>().RunAsync(user, connection.Id, keepWaiting: false, default),
            (await Fixture.Get<CreateConnection>().RunAsync(user, free.Key, connection.AuthorizationId, default, true, default)).Fault,
            (await Fixture.Get<CreateMarker>().RunAsync(user, connection.AuthorizationId, default)).Fault,
            await Fixture.Get<ChooseAuthorization>().DiscardAsync(user, default),
        ];

        Assert.All(faults, f => Assert.Equal(CommandFault.NotAllowed, f));
        Assert.Equal((2, 1, null), Fixture.Read(db => (db.Inboxes.Count(), db.Connections.Count(), db.Connections.Single().PausedAt)));
    }

    private static RejectionReason? Judge(InboxEntry? entry, string secret, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var check = new SignatureCheck(entry, "id", timestamp, StandardWebhookSignature.Sign(secret, "id", at, []));
        return check.Judge(at);
    }
}
