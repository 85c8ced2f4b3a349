using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Notifications;

public sealed class MailTextTests : NotificationsTests
{
    private static readonly NotifiedFact Fact = new(
        NotifiedCondition.ErrorsAbove, NotifiedPhase.Began, 1, "support", "サポート", "Asia/Tokyo", Guid.NewGuid(), TestStore.Now, null, 12, 10);

    public static TheoryData<NotifiedCondition, NotifiedPhase, string> Everything
    {
        get
        {
            var all = new TheoryData<NotifiedCondition, NotifiedPhase, string>();
            foreach (var condition in Enum.GetValues<NotifiedCondition>().Where(c => c is not NotifiedCondition.Stopped))
            {
                foreach (var phase in Enum.GetValues<NotifiedPhase>())
                {
                    all.Add(condition, phase, "ja");
                    all.Add(condition, phase, "en");
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Message_OfEveryKindInBothLanguages_HasItsWords(NotifiedCondition condition, NotifiedPhase phase, string language)
    {
        var mail = Write(language, Fact with { Condition = condition, Phase = phase, Until = phase is NotifiedPhase.Began ? null : TestStore.Now.AddHours(1) });

        Assert.NotNull(mail.TextBody);
        Assert.Contains("RelationSync", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("support", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://sync.example.com/", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"lang=\"{language}\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(language == "en", mail.TextBody.Contains("Settings of these notifications", StringComparison.Ordinal));
        Assert.DoesNotContain("{", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_OfErrors_SaysHowManySinceWhenAndWhatToDo()
    {
        var text = Write("ja", Fact).TextBody;

        Assert.Contains("エラーが12件あります（通知の基準は10件）", text, StringComparison.Ordinal);
        Assert.Contains("2026年11月24日 14:30から（Asia/Tokyo）", text, StringComparison.Ordinal);
        Assert.Contains("再試行してください", text, StringComparison.Ordinal);
        Assert.Contains("https://sync.example.com/errors?inbox=support", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_OfSeveral_NamesTheirNumberAndKinds()
    {
        var mail = Write("en", Fact, Fact with { InboxName = "営業" }, Fact with { Condition = NotifiedCondition.SlaMissed });

        Assert.Equal("[RelationSync] 3 notifications (Many errors, Events are late)", mail.Subject);
        Assert.Contains("営業", mail.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\r\nBcc: thief@example.com\r\n\r\nbody")]
    [InlineData("x\nBcc: thief@example.com")]
    [InlineData("x\u2028Bcc: thief@example.com")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\u202Ex")]
    public void Name_WithAnything_MakesNoHeaderAndNoMarkup(string name)
    {
        var mail = Write("ja", Fact with { InboxName = name });
        using var stream = new MemoryStream();
        mail.WriteTo(stream);
        stream.Position = 0;
        var read = MimeKit.MimeMessage.Load(stream);

        Assert.Empty(read.Bcc);
        Assert.Equal(["Auto-Submitted", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To", "X-Auto-Response-Suppress"], read.Headers.Select(h => h.Field).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("<script", read.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", read.Subject, StringComparison.Ordinal);
    }

    private MimeKit.MimeMessage Write(string language, params NotifiedFact[] facts) => Fixture.Get<MailText>().Write(
        new NotificationDelivery { Id = Guid.NewGuid(), Receiver = "ops@example.com", MessageJson = new NotificationMessage(facts).ToJson(), CreatedAt = TestStore.Now },
        new NotificationSettings { Sender = "relationsync@example.com", Language = language });
}
