using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Notifications;

public sealed class MailDeliveryTests : NotificationsTests
{
    [Fact]
    public async Task Alert_GoesToEachRecipientByItself_AndIsDelivered()
    {
        await using var server = new SmtpServer();
        await PrepareAsync(server, s => s.Recipients = "ops@example.com\nlead@example.com");

        await Fixture.DeliverAsync();

        Assert.Equal(["RCPT TO:<lead@example.com>", "RCPT TO:<ops@example.com>"], server.Mails.Select(m => Assert.Single(m.To).Split(" SIZE")[0]).Order());
        Assert.All(server.Mails, m => Assert.StartsWith("MAIL FROM:<relationsync@example.com>", m.From, StringComparison.Ordinal));
        Assert.All(server.Mails, m => Assert.Equal("【RelationSync】認証が切れています：サポート", m.Message.Subject));
        Assert.All(server.Commands.Where(c => c.StartsWith("EHLO", StringComparison.Ordinal)), c => Assert.Equal("EHLO sync.example.com", c));
        Assert.All(Fixture.Deliveries, d => Assert.Equal((DeliveryStatus.Delivered, 1), (d.Status, d.Attempts)));
    }

    [Theory]
    [InlineData("secret-1", DeliveryStatus.Delivered, null)]
    [InlineData("secret-2", DeliveryStatus.Waiting, DeliveryFault.SignInRefused)]
    public async Task SignIn_WithTheStoredPassword_OrNot(string password, DeliveryStatus status, DeliveryFault? fault)
    {
        await using var server = new SmtpServer { SignIn = Convert.ToBase64String(Encoding.UTF8.GetBytes("\0mailer\0secret-1")) };
        await PrepareAsync(server, s =>
        {
            s.SmtpUser = "mailer";
            s.SmtpPasswordProtected = Fixture.Get<ISecretBox>().Protect(SecretKind.SmtpPassword, password);
        });

        await Fixture.DeliverAsync();

        Assert.Equal((status, fault), (Outcome.Status, Outcome.Fault));
    }

    [Theory]
    [InlineData("MAIL", "451 4.3.0 later", DeliveryStatus.Waiting, DeliveryFault.ServerBusy, "SMTP 451")]
    [InlineData("RCPT", "450 4.2.0 greylisted", DeliveryStatus.Waiting, DeliveryFault.ServerBusy, "SMTP 450")]
    [InlineData("MAIL", "550 5.7.1 not you", DeliveryStatus.Waiting, DeliveryFault.SenderRefused, "SMTP 550")]
    [InlineData("RCPT", "550 5.1.1 no such user", DeliveryStatus.GivenUp, DeliveryFault.RecipientRefused, "SMTP 550")]
    [InlineData("end of data", "554 5.6.0 spam", DeliveryStatus.GivenUp, DeliveryFault.MessageRefused, "SMTP 554")]
    [InlineData("end of data", "452 4.3.1 disk full", DeliveryStatus.Waiting, DeliveryFault.ServerBusy, "SMTP 452")]
    public async Task Server_ThatRefuses_IsToldApartByWhatAndHow(string command, string answer, DeliveryStatus status, DeliveryFault fault, string code)
    {
        await using var server = new SmtpServer();
        server.Refusals[command] = answer;
        await PrepareAsync(server);

        await Fixture.DeliverAsync();

        Assert.Equal((status, fault, code), Outcome);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Server_BusyOnce_GetsTheSameMailLater()
    {
        await using var server = new SmtpServer();
        server.Refusals["RCPT"] = "450 4.2.0 greylisted";
        await PrepareAsync(server);
        await Fixture.DeliverAsync();
        server.Refusals.Clear();

        await Fixture.DeliverAsync(TimeSpan.FromMinutes(1));
        await Fixture.DeliverAsync(TimeSpan.FromHours(3));

        Assert.Equal($"{Fixture.Deliveries[0].Id:N}@sync.example.com", Assert.Single(server.Mails).Message.MessageId);
        Assert.Equal((DeliveryStatus.Delivered, null, null), Outcome);
    }

    [Fact]
    public async Task Server_ThatHangs_IsLeftAfterHalfAMinute()
    {
        await using var server = new SmtpServer();
        server.Refusals["MAIL"] = "";
        await PrepareAsync(server);

        var delivering = Fixture.DeliverAsync();
        while (!server.Commands.Any(c => c.StartsWith("MAIL", StringComparison.Ordinal)))
        {
            await Task.Delay(10);
        }

        Fixture.Time.Advance(Fixture.Get<DeliveryTimes>().Attempt);
        await delivering;

        Assert.Equal((DeliveryStatus.Waiting, DeliveryFault.TimedOut, null), Outcome);
    }

    [Fact]
    public async Task StartTls_NotOffered_SendsNothing()
    {
        await using var server = new SmtpServer();
        await PrepareAsync(server, s => s.SmtpSecurity = SmtpSecurity.StartTls);

        await Fixture.DeliverAsync();

        Assert.DoesNotContain(server.Commands, c => c.StartsWith("MAIL", StringComparison.Ordinal) || c.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Equal(DeliveryFault.TlsFailed, Outcome.Fault);
    }

    [Fact]
    public async Task StartTls_WithACertificateThatNobodyTrusts_SendsNothing()
    {
        await using var server = new SmtpServer { Offers = ["STARTTLS"], Certificate = SelfSigned() };
        await PrepareAsync(server, s => s.SmtpSecurity = SmtpSecurity.StartTls);

        await Fixture.DeliverAsync();

        Assert.Contains("STARTTLS", server.Commands);
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Equal(DeliveryFault.TlsFailed, Outcome.Fault);
    }

    [Fact]
    public async Task Tls_WithAServerThatSpeaksNone_SendsNothing()
    {
        await using var server = new SmtpServer();
        await PrepareAsync(server, s => s.SmtpSecurity = SmtpSecurity.Tls);

        await Fixture.DeliverAsync();

        Assert.Equal(DeliveryFault.TlsFailed, Outcome.Fault);
    }

    [Fact]
    public async Task Password_WithoutSecurity_NeverLeavesThePrivateNetwork()
    {
        await using var server = new SmtpServer();
        Fixture.Names["mail.test"] = [IPAddress.Parse("8.8.8.8")];
        await PrepareAsync(server, s => s.SmtpPasswordProtected = Fixture.Get<ISecretBox>().Protect(SecretKind.SmtpPassword, "secret-1"));

        await Fixture.DeliverAsync();

        Assert.Equal(DeliveryFault.AddressRefused, Outcome.Fault);
    }

    [Fact]
    public async Task PrivateAddress_WhereNotAllowed_IsRefused()
    {
        await using var server = new SmtpServer();
        Fixture.Options.AllowPrivateAddresses = false;
        await PrepareAsync(server);

        await Fixture.DeliverAsync();

        Assert.Empty(server.Commands);
        Assert.Equal(DeliveryFault.AddressRefused, Outcome.Fault);
    }

    [Fact]
    public async Task Password_UnderOtherKeys_IsSaidSo()
    {
        await using var server = new SmtpServer();
        await PrepareAsync(server, s => s.SmtpPasswordProtected = "other keys");

        await Fixture.DeliverAsync();

        Assert.Equal(DeliveryFault.SecretUnreadable, Outcome.Fault);
    }

    [Fact]
    public async Task Mail_SwitchedOffMeanwhile_IsGivenUp()
    {
        await using var server = new SmtpServer();
        await PrepareAsync(server);
        Fixture.Change<NotificationSettings>(s => s.MailOn = false);

        await Fixture.DeliverAsync();

        Assert.Empty(server.Commands);
        Assert.Equal((DeliveryStatus.GivenUp, DeliveryFault.ChannelGone, null), Outcome);
    }

    [Fact]
    public async Task Test_GoesTheSameWay_AndIsAudited()
    {
        await using var server = new SmtpServer();
        await PrepareAsync(server);

        Assert.Null(await Fixture.Get<TestChannel>().MailAsync(Fixture.SignIn(), default));
        await Fixture.Get<DeliveryPump>().WhenIdleAsync();

        Assert.Contains(server.Mails, m => m.Message.Subject == "【RelationSync】テスト通知");
        Assert.Equal(DeliveryStatus.Delivered, Fixture.Deliveries.Single(d => d.IsTest).Status);
        Assert.Contains("ops@example.com", Fixture.Read(db => db.AuditEntries.Single()).DetailsJson, StringComparison.Ordinal);
    }

    private (DeliveryStatus Status, DeliveryFault? Fault, string? Code) Outcome
    {
        get
        {
            var delivery = Fixture.Deliveries[0];
            return (delivery.Status, delivery.Fault, delivery.FaultCode);
        }
    }

    private async Task PrepareAsync(SmtpServer server, Action<NotificationSettings>? change = null)
    {
        Fixture.AddListener(s =>
        {
            s.SmtpPort = server.Port;
            change?.Invoke(s);
        });
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support", name: "サポート"), c => c.Authorization.GoneAt = Fixture.Time.GetUtcNow());
        await Fixture.EvaluateAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
