using System.Globalization;
using System.Net;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>What a mail form must be. Every fault is told, each at its field.</summary>
internal static class MailRules
{
    public const int MostRecipients = 20;
    private const int HighestPort = 65535;

    public static IReadOnlyList<CommandFault> FaultsOf(MailForm form, NotificationSettings before, bool allowsPrivate)
    {
        List<CommandFault> faults = [];
        if (Uri.CheckHostName(form.Host) is UriHostNameType.Unknown)
        {
            faults.Add(CommandFault.HostInvalid);
        }
        else if (!allowsPrivate && IPAddress.TryParse(form.Host, out var address) && !PublicAddresses.Contains(address))
        {
            faults.Add(CommandFault.AddressRefused);
        }

        if (PortOf(form) is null)
        {
            faults.Add(CommandFault.PortInvalid);
        }

        AddPasswordFault(faults, form, before, allowsPrivate);
        if (!MailAddresses.IsValid(form.Sender))
        {
            faults.Add(CommandFault.SenderInvalid);
        }

        var recipients = RecipientsOf(form);
        if (recipients.Count == 0)
        {
            faults.Add(CommandFault.RecipientsMissing);
        }
        else if (recipients.Count > MostRecipients)
        {
            faults.Add(CommandFault.RecipientsTooMany);
        }
        else if (!recipients.All(MailAddresses.IsValid))
        {
            faults.Add(CommandFault.RecipientInvalid);
        }

        return faults;
    }

    public static int? PortOf(MailForm form) =>
        int.TryParse(form.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= HighestPort ? port : null;

    /// <summary>Each address once.</summary>
    public static IReadOnlyList<string> RecipientsOf(MailForm form) =>
        [.. form.Recipients.Split(['\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static void AddPasswordFault(List<CommandFault> faults, MailForm form, NotificationSettings before, bool allowsPrivate)
    {
        if (form.User.Length == 0)
        {
            return;
        }

        if (form.Security is SmtpSecurity.None && !allowsPrivate)
        {
            faults.Add(CommandFault.PasswordInClear);
        }
        else if (form.Password.Length == 0 && !IsSameServer(form, before))
        {
            faults.Add(CommandFault.PasswordMissing);
        }
    }

    /// <summary>Else somebody could have the password sent to a server of his own, or in the clear.</summary>
    private static bool IsSameServer(MailForm form, NotificationSettings before) =>
        before.SmtpPasswordProtected is not null && before.SmtpUser == form.User && before.SmtpPort == PortOf(form)
        && string.Equals(before.SmtpHost, form.Host, StringComparison.OrdinalIgnoreCase)
        && (form.Security == before.SmtpSecurity || form.Security is not SmtpSecurity.None);
}
