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
        Assert.Equal([NotificationsFault.PasswordMissing], await SaveAsync(Good with { Password = "", Host = "thief.test" }));
        Assert.Equal([NotificationsFault.PasswordMissing], await SaveAsync(Good with { Password = "", Port = "26" }));
        Assert.Equal([NotificationsFault.PasswordMissing], await SaveAsync(Good with { Password = "", User = "other" }));
        Assert.Equal([NotificationsFault.PasswordMissing], await SaveAsync(Good with { Password = "", Security = SmtpSecurity.None }));
        Assert.Empty(await SaveAsync(Good with { Password = "", User = "" }));
        Assert.Null(Fixture.Read(db => db.NotificationSettings.Single().SmtpPasswordProtected));
    }

    [Fact]
    public async Task Mail_AllWrong_TellsEveryFaultAndStoresNothing()
    {
        Fixture.Options.AllowPrivateAddresses = false;

        var faults = await SaveAsync(new MailForm { On = true, Host = "10.0.0.1", Port = "0", User = "x", Security = SmtpSecurity.None, Sender = "nobody", Recipients = " \n" });

        Assert.Equal(
            [NotificationsFault.AddressRefused, NotificationsFault.PortInvalid, NotificationsFault.PasswordInClear, NotificationsFault.SenderInvalid, NotificationsFault.RecipientsMissing],
            faults);
        Assert.False(Fixture.Read(db => db.NotificationSettings.Any(s => s.MailOn)));
        Assert.False(Fixture.Read(db => db.AuditEntries.Any()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mail server")]
    [InlineData("mail.test\r\nEHLO x")]
    [InlineData("http://mail.test")]
    public async Task Mail_BadHost_IsRefused(string host) => Assert.Equal([NotificationsFault.HostInvalid], await SaveAsync(Good with { Host = host }));

    [Theory]
    [InlineData("ops")]
    [InlineData("Ops <ops@example.com>")]
    [InlineData("ops@example.com>\u000bRCPT TO:<thief@example.com")]
    [InlineData("お客様@example.com")]
    [InlineData("a@b@example.com")]
    public async Task Mail_BadRecipient_IsRefused(string recipient) =>
        Assert.Equal([NotificationsFault.RecipientInvalid], await SaveAsync(Good with { Recipients = $"ops@example.com\n{recipient}" }));

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public async Task Mail_Recipients_AreBounded(int count, bool refused) => Assert.Equal(
        refused ? [NotificationsFault.RecipientsTooMany] : [],
        await SaveAsync(Good with { Recipients = string.Join(',', Enumerable.Range(0, count).Select(i => $"p{i}@example.com")) }));

    [Fact]
    public async Task Mail_SwitchedOff_KeepsWhatWasSet()
    {
        await SaveAsync(Good);

        Assert.Empty(await SaveAsync(new MailForm()));

        Assert.Equal((false, "mail.test"), Fixture.Read(db => db.NotificationSettings.Select(s => new { s.MailOn, s.SmtpHost }).AsEnumerable().Select(s => (s.MailOn, s.SmtpHost)).Single()));
    }

    [Theory]
    [InlineData("0", "99", NotificationsFault.ThresholdInvalid)]
    [InlineData("many", "99", NotificationsFault.ThresholdInvalid)]
    [InlineData("10", "101", NotificationsFault.PercentInvalid)]
    [InlineData("10", "", NotificationsFault.PercentInvalid)]
    public async Task Conditions_BadNumber_IsRefused(string threshold, string percent, NotificationsFault fault) => Assert.Equal(
        [fault], await Fixture.Get<SaveConditions>().RunAsync(Fixture.SignIn(), new ConditionsForm { ErrorThreshold = threshold, SlaPercent = percent }, default));

    [Fact]
    public async Task Conditions_Good_AreStoredAndAudited()
    {
        var form = new ConditionsForm { Errors = true, ErrorThreshold = "3", SlaPercent = "95", Language = "en" };

        Assert.Empty(await Fixture.Get<SaveConditions>().RunAsync(Fixture.SignIn(), form, default));

        var stored = Fixture.Read(db => db.NotificationSettings.Single());
        Assert.Equal((true, false, 3, 95, "en"), (stored.TellErrors, stored.TellRecovery, stored.ErrorThreshold, stored.SlaPercent, stored.Language));
        Assert.Contains("ErrorsAbove", Fixture.Read(db => db.AuditEntries.Single()).DetailsJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.test/services/T0KEN", null)]
    [InlineData("http://hooks.test/", NotificationsFault.UrlInsecure)]
    [InlineData("https://user:pw@hooks.test/", NotificationsFault.UrlInvalid)]
    [InlineData("https://hooks.test/#x", NotificationsFault.UrlInvalid)]
    [InlineData("ftp://hooks.test/", NotificationsFault.UrlInvalid)]
    [InlineData("file:///etc/passwd", NotificationsFault.UrlInvalid)]
    [InlineData("hooks.test", NotificationsFault.UrlInvalid)]
    [InlineData("https://127.0.0.1/", NotificationsFault.AddressRefused)]
    [InlineData("https://2130706433/", NotificationsFault.AddressRefused)]
    [InlineData("https://0x7f.1/", NotificationsFault.AddressRefused)]
    [InlineData("https://[::1]/", NotificationsFault.AddressRefused)]
    [InlineData("https://[::ffff:169.254.169.254]/", NotificationsFault.AddressRefused)]
    public async Task Webhook_OfThatAddress_IsTakenOrRefused(string url, NotificationsFault? fault)
    {
        Fixture.Options.AllowPrivateAddresses = false;

        var made = await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), url, default);

        Assert.Equal(fault, made.Fault);
        Assert.Equal(fault is null, made.Secret is not null);
        Assert.Equal(fault is null ? 1 : 0, Fixture.Read(db => db.NotificationWebhooks.Count()));
    }

    [Fact]
    public async Task Webhook_InTheStoreAndTheAudit_ShowsItsHostAlone()
    {
        var made = await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "https://hooks.test:8443/services/T0KEN", default);

        var (stored, entry) = Fixture.Read(db => (db.NotificationWebhooks.Single(), db.AuditEntries.Single()));
        Assert.Equal(("hooks.test:8443", "hooks.test:8443"), (stored.Host, entry.About));
        Assert.DoesNotContain("T0KEN", stored.UrlProtected + entry.DetailsJson, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Secret!, made.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_AreBounded()
    {
        for (var i = 0; i < WebhookRules.Most; i++)
        {
            Assert.Null((await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "https://hooks.test/", default)).Fault);
        }

        Assert.Equal(NotificationsFault.WebhooksTooMany, (await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "https://hooks.test/", default)).Fault);
    }

    [Fact]
    public async Task Commands_BySupport_AreRefused()
    {
        var support = Fixture.SignIn(AccountRole.Support);

        Assert.Equal([NotificationsFault.NotAllowed], await Fixture.Get<SaveMail>().RunAsync(support, Good, default));
        Assert.Equal([NotificationsFault.NotAllowed], await Fixture.Get<SaveConditions>().RunAsync(support, new ConditionsForm { ErrorThreshold = "1", SlaPercent = "1" }, default));
        Assert.Equal(NotificationsFault.NotAllowed, (await Fixture.Get<ChangeWebhooks>().AddAsync(support, "https://hooks.test/", default)).Fault);
        Assert.Equal(NotificationsFault.NotAllowed, (await Fixture.Get<ChangeWebhooks>().RotateAsync(support, Guid.NewGuid(), default)).Fault);
        Assert.Equal(NotificationsFault.NotAllowed, await Fixture.Get<ChangeWebhooks>().RemoveAsync(support, Guid.NewGuid(), default));
        Assert.Equal(NotificationsFault.NotAllowed, await Fixture.Get<TestChannel>().MailAsync(support, default));
        Assert.Equal(NotificationsFault.NotAllowed, await Fixture.Get<TestChannel>().WebhookAsync(support, Guid.NewGuid(), default));
        Assert.Equal(0, Fixture.Read(db => db.AuditEntries.Count() + db.NotificationSettings.Count() + db.NotificationWebhooks.Count() + db.NotificationDeliveries.Count()));
    }

    [Fact]
    public async Task Test_WithoutChannel_IsRefused()
    {
        Assert.Equal(NotificationsFault.MailOff, await Fixture.Get<TestChannel>().MailAsync(Fixture.SignIn(), default));
        Assert.Equal(NotificationsFault.WebhookGone, await Fixture.Get<TestChannel>().WebhookAsync(Fixture.SignIn(), Guid.NewGuid(), default));
        Assert.Empty(Fixture.Deliveries);
    }

    private Task<IReadOnlyList<NotificationsFault>> SaveAsync(MailForm form) => Fixture.Get<SaveMail>().RunAsync(Fixture.SignIn(), form, default);
}
