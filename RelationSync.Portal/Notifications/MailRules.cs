using System.Globalization;
using System.Net;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>What a mail form must be. Every fault is told, each at its field.</summary>
internal static class MailRules
{
    public const int MostRecipients = 20;
    private const int HighestPort = 65535;

    public static IReadOnlyList<NotificationsFault> FaultsOf(MailForm form, NotificationSettings before, bool allowsPrivate)
    {
        List<NotificationsFault> faults = [];
        if (Uri.CheckHostName(form.Host) is UriHostNameType.Unknown)
        {
            faults.Add(NotificationsFault.HostInvalid);
        }
        else if (!allowsPrivate && IPAddress.TryParse(form.Host, out var address) && !PublicAddresses.Contains(address))
        {
            faults.Add(NotificationsFault.AddressRefused);
        }

        if (PortOf(form) is null)
        {
            faults.Add(NotificationsFault.PortInvalid);
        }

        AddPasswordFault(faults, form, before, allowsPrivate);
        if (!MailAddresses.IsValid(form.Sender))
        {
            faults.Add(NotificationsFault.SenderInvalid);
        }

        var recipients = RecipientsOf(form);
        if (recipients.Count == 0)
        {
            faults.Add(NotificationsFault.RecipientsMissing);
        }
        else if (recipients.Count > MostRecipients)
        {
            faults.Add(NotificationsFault.RecipientsTooMany);
        }
        else if (!recipients.All(MailAddresses.IsValid))
        {
            faults.Add(NotificationsFault.RecipientInvalid);
        }

        return faults;
    }

    public static int? PortOf(MailForm form) =>
        int.TryParse(form.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= HighestPort ? port : null;

    /// <summary>Each address once.</summary>
    public static IReadOnlyList<string> RecipientsOf(MailForm form) =>
        [.. form.Recipients.Split(['\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static void AddPasswordFault(List<NotificationsFault> faults, MailForm form, NotificationSettings before, bool allowsPrivate)
    {
        if (form.User.Length == 0)
        {
            return;
        }

        if (form.Security is SmtpSecurity.None && !allowsPrivate)
        {
            faults.Add(NotificationsFault.PasswordInClear);
        }
        else if (form.Password.Length == 0 && !IsSameServer(form, before))
        {
            faults.Add(NotificationsFault.PasswordMissing);
        }
    }

    /// <summary>Else somebody could have the password sent to a server of his own, or in the clear.</summary>
    private static bool IsSameServer(MailForm form, NotificationSettings before) =>
        before.SmtpPasswordProtected is not null && before.SmtpUser == form.User && before.SmtpPort == PortOf(form)
        && string.Equals(before.SmtpHost, form.Host, StringComparison.OrdinalIgnoreCase)
        && (form.Security == before.SmtpSecurity || form.Security is not SmtpSecurity.None);
}
