using System.Globalization;
using System.Reflection;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using RelationSync.Portal.Access;
using RelationSync.Portal.Components.Pages.Notifications;
using RelationSync.Portal.Live;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Notifications;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Components.Notifications;

public sealed class NotificationsPageTests : NotificationsTests
{
    private readonly BunitContext _context = new();
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;
    private BunitAuthorizationContext? _viewer;

    public override Task InitializeAsync()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        Fixture.Register(_context.Services);
        _context.Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await base.DisposeAsync();
        CultureInfo.CurrentUICulture = _before;
    }

    [Fact]
    public void Page_IsForAdministratorsAlone() =>
        Assert.Contains(typeof(NotificationsPage).GetCustomAttributes<AuthorizeAttribute>(), a => a.Policy == Policies.Administrator);

    [Fact]
    public void Page_AtFirst_SaysThatNothingIsSet()
    {
        var page = Open();

        Assert.Contains("今はメールで知らせていません", page.Find("[data-testid=notifications-mail]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-testid=webhooks-empty]"));
        Assert.NotNull(page.Find("[data-testid=log-empty]"));
        Assert.Empty(page.FindAll("[data-testid=mail-test]"));
    }

    [Fact]
    public void Page_OverABrokenStore_SaysSoAndReadsAgain()
    {
        Fixture.Rows.IsBroken = true;
        var page = Open("failure");

        Fixture.Rows.IsBroken = false;
        page.Find("[data-testid=failure] button").Click();

        page.WaitForElement("[data-testid=notifications-mail]");
    }

    [Fact]
    public void Mail_WithFaults_SaysSoAtEachField_AndKeepsWhatWasEntered()
    {
        var page = Open();
        page.Find("[data-testid=mail-on]").Change(true);
        page.Find("[data-testid=mail-host]").Input("mail server");
        page.Find("[data-testid=mail-recipients]").Input("ops");
        page.Find("[data-testid=notifications-mail]").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=mail-host]").GetAttribute("aria-invalid")));
        Assert.Equal("true", page.Find("[data-testid=mail-sender]").GetAttribute("aria-invalid"));
        Assert.Equal("true", page.Find("[data-testid=mail-recipients]").GetAttribute("aria-invalid"));
        Assert.Null(page.Find("[data-testid=mail-port]").GetAttribute("aria-invalid"));
        Assert.Equal("mail server", page.Find("[data-testid=mail-host]").GetAttribute("value"));
        Assert.False(Fixture.Read(db => db.NotificationSettings.Any(s => s.MailOn)));
    }

    [Fact]
    public void Mail_Saved_SaysSoAndNeverShowsThePassword()
    {
        var page = Open();
        page.Find("[data-testid=mail-on]").Change(true);
        page.Find("[data-testid=mail-host]").Input("mail.test");
        page.Find("[data-testid=mail-user]").Input("mailer");
        page.Find("[data-testid=mail-password]").Input("secret-1");
        page.Find("[data-testid=mail-sender]").Input("relationsync@example.com");
        page.Find("[data-testid=mail-recipients]").Input("ops@example.com");
        page.Find("[data-testid=notifications-mail]").Submit();

        page.WaitForAssertion(() => Assert.Contains("保存しました", page.Find("[data-testid=notifications-mail]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.False(page.Find("[data-testid=mail-test]").HasAttribute("disabled")));
        Assert.DoesNotContain("secret-1", page.Markup, StringComparison.Ordinal);
        Assert.Contains("保存済みです", page.Find("#mail-password-hint").TextContent, StringComparison.Ordinal);
        Assert.Equal("mailer", Fixture.Read(db => db.NotificationSettings.Single().SmtpUser));
    }

    [Fact]
    public async Task Test_OfMail_ShowsWhatBecameOfItByItself()
    {
        await using var server = new SmtpServer();
        server.Refusals["RCPT"] = "550 5.1.1 no such user";
        Fixture.AddListener(s => s.SmtpPort = server.Port);
        var page = Open();

        page.Find("[data-testid=mail-test]").Click();
        await PushAsync(page, "届きませんでした");

        Assert.Contains("宛先を受け付けません", page.Find("[data-testid=test-outcome]").TextContent, StringComparison.Ordinal);
        Assert.Contains("SMTP 550", page.Find("[data-testid=delivery-row]").TextContent, StringComparison.Ordinal);

        server.Refusals.Clear();
        page.Find("[data-testid=mail-test]").Click();
        await PushAsync(page, "届きました");
    }

    [Fact]
    public void Webhook_Added_ShowsItsSecretOnce()
    {
        var page = Open();
        page.Find("[data-testid=webhook-url]").Input("https://hooks.test/services/T0KEN");
        page.Find("[data-testid=notifications-webhooks] form").Submit();

        page.WaitForElement("[data-testid=webhook-secret]");
        Assert.StartsWith("whsec_", page.Find("[data-testid=webhook-secret]").TextContent, StringComparison.Ordinal);
        Assert.Contains("hooks.test", page.Find("[data-testid=webhook-row]").TextContent, StringComparison.Ordinal);

        var again = Open();
        Assert.Empty(again.FindAll("[data-testid=webhook-secret]"));
        Assert.DoesNotContain("T0KEN", again.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Webhook_BadAddress_SaysSoAtTheField()
    {
        var page = Open();
        page.Find("[data-testid=webhook-url]").Input("ftp://hooks.test");
        page.Find("[data-testid=notifications-webhooks] form").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=webhook-url]").GetAttribute("aria-invalid")));
    }

    [Fact]
    public async Task Webhook_Remove_AsksFirst()
    {
        await Fixture.Get<ChangeWebhooks>().AddAsync(Fixture.SignIn(), "https://hooks.test/", default);
        var page = Open();

        page.Find("[data-testid=webhook-remove]").Click();
        Assert.True(Fixture.Read(db => db.NotificationWebhooks.Any()));
        page.Find("[data-testid=webhook-remove-confirm]").Click();

        page.WaitForElement("[data-testid=webhooks-empty]");
        Assert.False(Fixture.Read(db => db.NotificationWebhooks.Any()));
    }

    [Fact]
    public void Conditions_Saved_AreStored_AndABadNumberIsSaidAtItsField()
    {
        var page = Open();
        page.Find("[data-testid=told-limit]").Change(false);
        page.Find("[data-testid=error-threshold]").Input("0");
        page.Find("[data-testid=notifications-conditions]").Submit();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=error-threshold]").GetAttribute("aria-invalid")));

        page.Find("[data-testid=error-threshold]").Input("3");
        page.Find("[data-testid=notifications-conditions]").Submit();

        page.WaitForAssertion(() => Assert.Equal((false, 3), Fixture.Read(db => db.NotificationSettings.AsEnumerable().Select(s => (s.TellLimit, s.ErrorThreshold)).Single())));
    }

    [Fact]
    public void Commands_BySupport_AreRefusedAndSaidSo()
    {
        var page = Open(role: AccountRole.Support);

        page.Find("[data-testid=notifications-conditions]").Submit();

        page.WaitForElement("[data-testid=notifications-conditions] [role=alert]");
        Assert.False(Fixture.Read(db => db.NotificationSettings.Any()));
    }

    [Fact]
    public async Task Log_GrowsByItself_WithWhatWasTold()
    {
        Fixture.AddListener();
        var page = Open();
        Fixture.Rows.AddConnection(Fixture.Rows.AddInbox("support", name: "サポート"), c => c.Authorization.GoneAt = TestStore.Now);

        await Fixture.EvaluateAsync();
        _context.Services.GetRequiredService<ChangeFeed>().Publish(ChangeTopic.Notifications);

        page.WaitForElement("[data-testid=delivery-row]");
        var row = page.Find("[data-testid=delivery-row]").TextContent;
        Assert.Contains("認証が切れています：サポート", row, StringComparison.Ordinal);
        Assert.Contains("ops@example.com", row, StringComparison.Ordinal);
        Assert.Contains("送っています", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_Long_ShowsMoreWhenAsked()
    {
        for (var i = 0; i <= NotificationsPage.Step; i++)
        {
            Fixture.Rows.Save(new NotificationDelivery { Id = Guid.NewGuid(), Receiver = "ops@example.com", MessageJson = NotificationMessage.Test.ToJson(), CreatedAt = TestStore.Now, IsTest = true, Status = DeliveryStatus.Delivered });
        }

        var page = Open();
        Assert.Equal(NotificationsPage.Step, page.FindAll("[data-testid=delivery-row]").Count);

        page.Find("[data-testid=log-more]").Click();

        page.WaitForAssertion(() => Assert.Equal(NotificationsPage.Step + 1, page.FindAll("[data-testid=delivery-row]").Count));
        Assert.Empty(page.FindAll("[data-testid=log-more]"));
    }

    /// <summary>The feed throttles by the fake clock: it is moved until the page shows what was pushed.</summary>
    private async Task PushAsync(IRenderedComponent<NotificationsPage> page, string outcome)
    {
        await _context.Services.GetRequiredService<DeliveryPump>().WhenIdleAsync();
        await Soon.HoldsAsync(
            () => Task.FromResult(page.Find("[data-testid=test-outcome]").TextContent.Contains(outcome, StringComparison.Ordinal)),
            () => Fixture.Time.Advance(ChangeFeed.Interval));
    }

    private IRenderedComponent<NotificationsPage> Open(string waitFor = "notifications-mail", AccountRole role = AccountRole.Administrator)
    {
        var viewer = _viewer ??= _context.AddAuthorization();
        if (!Fixture.Rows.IsBroken)
        {
            viewer.SetAuthorized("viewer").SetClaims([.. Fixture.SignIn(role).Claims]);
        }

        var page = _context.Render<NotificationsPage>();
        page.WaitForElement($"[data-testid={waitFor}]");
        return page;
    }
}
