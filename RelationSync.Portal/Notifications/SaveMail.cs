using System.Globalization;
using System.Security.Claims;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Stores how mails are sent and to whom, or that none are.</summary>
internal sealed class SaveMail(Commands<SaveMail> commands, ISecretBox secrets, GuardedDialer dialer, ChangeFeed changes, TimeProvider time)
{
    private const string About = "mail";

    /// <summary>Every fault of the form.</summary>
    public async Task<Outcome<bool>> RunAsync(ClaimsPrincipal user, MailForm given, CancellationToken cancellationToken)
    {
        var outcome = await commands.RunAsync(user, Permission.Manage, (db, token) => SaveAsync(db, user, given, token), cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Notifications);
        }

        return outcome;
    }

    private async Task<Outcome<bool>> SaveAsync(RelationSyncDb db, ClaimsPrincipal user, MailForm given, CancellationToken cancellationToken)
    {
        var form = given with { Host = given.Host.Trim(), Port = given.Port.Trim(), User = given.User.Trim(), Sender = given.Sender.Trim() };
        var settings = await StoredSettings.OpenAsync(db, cancellationToken);
        if (!form.On)
        {
            settings.MailOn = false;
            db.Audit(user, AuditAct.NotificationsChanged, About, time.GetUtcNow(), ("on", "false"));
            return true;
        }

        if (MailRules.FaultsOf(form, settings, dialer.AllowsPrivate) is { Count: > 0 } faults)
        {
            return new(false, faults);
        }

        settings.SmtpPasswordProtected = form switch
        {
            { User.Length: 0 } => null,
            { Password.Length: > 0 } => secrets.Protect(SecretKind.SmtpPassword, form.Password),
            _ => settings.SmtpPasswordProtected,
        };
        var recipients = MailRules.RecipientsOf(form);
        (settings.MailOn, settings.SmtpHost, settings.SmtpPort, settings.SmtpSecurity) = (true, form.Host, MailRules.PortOf(form)!.Value, form.Security);
        (settings.SmtpUser, settings.Sender, settings.Recipients) = (form.User, form.Sender, string.Join('\n', recipients));
        db.Audit(
            user,
            AuditAct.NotificationsChanged,
            About,
            time.GetUtcNow(),
            ("on", "true"),
            ("host", settings.SmtpHost),
            ("port", settings.SmtpPort.ToString(CultureInfo.InvariantCulture)),
            ("security", settings.SmtpSecurity.ToString()),
            ("sender", settings.Sender),
            ("recipients", string.Join(", ", recipients)));
        return true;
    }
}
