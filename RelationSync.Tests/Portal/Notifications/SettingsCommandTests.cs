using RelationSync.Portal.Foundation;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Notifications;

public sealed class SettingsCommandTests : NotificationsTests
{
    private static readonly MailForm Good = new()
    {
        On = true,
        Host = "mail.test",
        Port = "587",
        Security = SmtpSecurity.StartTls,
        User = "mailer",
        Password = "secret-1",
        Sender = "relationsync@example.com",
        Recipients = "ops@example.com\nlead@example.com\nOPS@example.com\n",
    };

    [Fact]
    public async Task Mail_Good_IsStoredWithItsPasswordEncrypted_AndAuditedWithoutIt()
    {
        Assert.Empty(await SaveAsync(Good));

        var stored = Fixture.Read(db => db.NotificationSettings.Single());
        Assert.Equal((true, "mail.test", 587, "mailer"), (stored.MailOn, stored.SmtpHost, stored.SmtpPort, stored.SmtpUser));
        Assert.Equal(["ops@example.com", "lead@example.com"], stored.RecipientList);
        Assert.DoesNotContain("secret-1", stored.SmtpPasswordProtected, StringComparison.Ordinal);
        Assert.Equal("secret-1", Fixture.Get<ISecretBox>().Unprotect(SecretKind.SmtpPassword, stored.SmtpPasswordProtected!));
        var entry = Fixture.Read(db => db.AuditEntries.Single());
        Assert.Equal((AuditAct.NotificationsChanged, "mail"), (entry.Act, entry.About));
        Assert.Contains("mail.test", entry.DetailsJson, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-1", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_WithoutAPasswordAgain_KeepsTheOneBefore_UnlessTheServerIsAnother()
    {
        await SaveAsync(Good);
        var before = Fixture.Read(db => db.NotificationSettings.Single().SmtpPasswordProtected);

        Assert.Empty(await SaveAsync(Good with { Password = "", Sender = "other@example.com" }));
        Assert.Equal(before, Fixture.Read(db => db.NotificationSettings.Single().SmtpPasswordProtected));
        Assert.Equal([CommandFault.PasswordMissing], await SaveAsync(Good with { Password = "", Host = "thief.test" }));
        Assert.Equal([CommandFault.PasswordMissing], await SaveAsync(Good with { Password = "", Port = "26" }));
        Assert.Equal([CommandFault.PasswordMissing], await SaveAsync(Good with { Password = "", User = "other" }));
        Assert.Equal([CommandFault.PasswordMissing], await SaveAsync(Good with { Password = "", Security = SmtpSecurity.None }));
        Assert.Empty(await SaveAsync(Good with { Password = "", User = "" }));
        Assert.Null(Fixture.Read(db => db.NotificationSettings.Single().SmtpPasswordProtected));
    }

    [Fact]
    public async Task Mail_AllWrong_TellsEveryFaultAndStoresNothing()
    {
        Fixture.Options.AllowPrivateAddresses = false;

        var faults = await SaveAsync(new MailForm { On = true, Host = "10.0.0.1", Port = "0", User = "x", Security = SmtpSecurity.None, Sender = "nobody", Recipients = " \n" });

        Assert.Equal(
            [CommandFault.AddressRefused, CommandFault.PortInvalid, CommandFault.PasswordInClear, CommandFault.SenderInvalid, CommandFault.RecipientsMissing],
            faults);
        Assert.False(Fixture.Read(db => db.NotificationSettings.Any(s => s.MailOn)));
        Assert.False(Fixture.Read(db => db.AuditEntries.Any()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mail server")]
    [InlineData("mail.test\r\nEHLO x")]
    [InlineData("http://mail.test")]
    public async Task Mail_BadHost_IsRefused(string host) => Assert.Equal([CommandFault.HostInvalid], await SaveAsync(Good with { Host = host }));

    [Theory]
    [InlineData("ops")]
    [InlineData("Ops <ops@example.com>")]
    [InlineData("ops@example.com>\u000bRCPT TO:<thief@example.com")]
    [InlineData("お客様@example.com")]
    [InlineData("a@b@example.com")]
    public async Task Mail_BadRecipient_IsRefused(string recipient) =>
        Assert.Equal([CommandFault.RecipientInvalid], await SaveAsync(Good with { Recipients = $"ops@example.com\n{recipient}" }));

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public async Task Mail_Recipients_AreBounded(int count, bool refused) => Assert.Equal(
        refused ? [CommandFault.RecipientsTooMany] : [],
        await SaveAsync(Good with { Recipients = string.Join(',', Enumerable.Range(0, count).Select(i => $"p{i}@example.com")) }));

    [Fact]
    public async Task Mail_SwitchedOff_KeepsWhatWasSet()
    {
        await SaveAsync(Good);

        Assert.Empty(await SaveAsync(new MailForm()));

        Assert.Equal((false, "mail.test"), Fixture.Read(db => db.NotificationSettings.Select(s => new { s.MailOn, s.SmtpHost }).AsEnumerable().Select(s => (s.MailOn, s.SmtpHost)).Single()));
    }

    [Theory]
    [InlineData("0", "99", CommandFault.ThresholdInvalid)]
    [InlineData("many", "99", CommandFault.ThresholdInvalid)]
    [InlineData("10", "101", CommandFault.PercentInvalid)]
    [InlineData("10", "", CommandFault.PercentInvalid)]
    public async Task Conditions_BadNumber_IsRefused(string threshold, string percent, CommandFault fault) => Assert.Equal(
        [fault], (await Fixture.Get<SaveConditions>().RunAsync(Fixture.SignIn(), new ConditionsForm { ErrorThreshold = threshold, SlaPercent = percent }, default)).Faults);

    [Fact]
    public async Task Conditions_Good_AreStoredAndAudited()
    {
        var form = new ConditionsForm { Errors = true, ErrorThreshold = "3", SlaPercent = "95", Language = "en" };

        Assert.Empty((await Fixture.Get<SaveConditions>().RunAsync(Fixture.SignIn(), form, default)).Faults);

        var stored = Fixture.Read(db => db.NotificationSettings.Single());
        Assert.Equal((true, false, 3, 95, "en"), (stored.TellErrors, stored.TellRecovery, stored.ErrorThreshold, stored.SlaPercent, stored.Language));
        Assert.Contains("ErrorsAbove", Fixture.Read(db => db.AuditEntries.Single()).DetailsJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.test/services/T0KEN", null)]
    [InlineData("http://hooks.test/", CommandFault.UrlInsecure)]
    [InlineData("https://user:pw@hooks.test/", CommandFault.UrlInvalid)]
    [InlineData("https://hooks.test/#x", CommandFault.UrlInvalid)]
    [InlineData("ftp://hooks.test/", CommandFault.UrlInvalid)]
    [InlineData("file:///etc/passwd", CommandFault.UrlInvalid)]
    [InlineData("hooks.test", CommandFault.UrlInvalid)]
    [InlineData("https://127.0.0.1/", CommandFault.AddressRefused)]
    [InlineData("https://2130706433/", CommandFault.AddressRefused)]
    [InlineData("https://0x7f.1/", CommandFault.AddressRefused)]
    [InlineData("https://[::1]/", CommandFault.AddressRefused)]
    [InlineData("https://[::ffff:169.254.169.254]/", CommandFault.AddressRefused)]
    public async Task Webhook_OfThatAddress_IsTakenOrRefused(string url, CommandFault? fault)
    {
        Fixture.Options.AllowPrivateAddresses = false;

        var made = await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), url, default);

        Assert.Equal(fault, made.Fault);
        Assert.Equal(fault is null, made.Value is not null);
        Assert.Equal(fault is null ? 1 : 0, Fixture.Read(db => db.NotificationWebhooks.Count()));
    }

    [Fact]
    public async Task Webhook_InTheStoreAndTheAudit_ShowsItsHostAlone()
    {
        var made = await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "https://hooks.test:8443/services/T0KEN", default);

        var (stored, entry) = Fixture.Read(db => (db.NotificationWebhooks.Single(), db.AuditEntries.Single()));
        Assert.Equal(("hooks.test:8443", "hooks.test:8443"), (stored.Host, entry.About));
        Assert.DoesNotContain("T0KEN", stored.UrlProtected + entry.DetailsJson, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Value!.Secret, made.Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_AreBounded()
    {
        for (var i = 0; i < WebhookRules.Most; i++)
        {
            Assert.Null((await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "https://hooks.test/", default)).Fault);
        }

        Assert.Equal(CommandFault.WebhooksTooMany, (await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "https://hooks.test/", default)).Fault);
    }

    [Fact]
    public async Task Commands_BySupport_AreRefused()
    {
        var support = Fixture.SignIn(AccountRole.Support);

        Assert.Equal([CommandFault.NotAllowed], (await Fixture.Get<SaveMail>().RunAsync(support, Good, default)).Faults);
        Assert.Equal([CommandFault.NotAllowed], (await Fixture.Get<SaveConditions>().RunAsync(support, new ConditionsForm { ErrorThreshold = "1", SlaPercent = "1" }, default)).Faults);
        Assert.Equal(CommandFault.NotAllowed, (await Fixture.Get<ChangeWebhooks>().AddAsync(support, "https://hooks.test/", default)).Fault);
        Assert.Equal(CommandFault.NotAllowed, (await Fixture.Get<ChangeWebhooks>().RotateAsync(support, Guid.NewGuid(), default)).Fault);
        Assert.Equal(CommandFault.NotAllowed, await Fixture.Get<ChangeWebhooks>().RemoveAsync(support, Guid.NewGuid(), default));
        Assert.Equal(CommandFault.NotAllowed, await Fixture.Get<TestChannel>().MailAsync(support, default));
        Assert.Equal(CommandFault.NotAllowed, await Fixture.Get<TestChannel>().WebhookAsync(support, Guid.NewGuid(), default));
        Assert.Equal(0, Fixture.Read(db => db.AuditEntries.Count() + db.NotificationSettings.Count() + db.NotificationWebhooks.Count() + db.NotificationDeliveries.Count()));
    }

    [Fact]
    public async Task Test_WithoutChannel_IsRefused()
    {
        Assert.Equal(CommandFault.MailOff, await Fixture.Get<TestChannel>().MailAsync(Fixture.SignIn(), default));
        Assert.Equal(CommandFault.WebhookGone, await Fixture.Get<TestChannel>().WebhookAsync(Fixture.SignIn(), Guid.NewGuid(), default));
        Assert.Empty(Fixture.Deliveries);
    }

    private async Task<IReadOnlyList<CommandFault>> SaveAsync(MailForm form) => (await Fixture.Get<SaveMail>().RunAsync(Fixture.SignIn(), form, default)).Faults;
}
