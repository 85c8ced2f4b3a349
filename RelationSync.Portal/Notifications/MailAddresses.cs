using MimeKit;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Notifications;

/// <summary>Addresses that mails go from and to: bare, of ASCII, without anything that could end a header or a command.</summary>
internal static class MailAddresses
{
    private static readonly ParserOptions Strict = new() { AddressParserComplianceMode = RfcComplianceMode.Strict, AllowAddressesWithoutDomain = false };

    public static bool IsValid(string address) => TryParse(address) is not null;

    /// <exception cref="FormatException">It was let in as one and is none.</exception>
    public static MailboxAddress Parse(string address) => TryParse(address) ?? throw new FormatException("Not a mail address.");

    private static MailboxAddress? TryParse(string address) =>
        EmailAddress.IsValid(address) && address.All(char.IsAscii)
        && MailboxAddress.TryParse(Strict, address, out var mailbox) && mailbox.Address == address && string.IsNullOrEmpty(mailbox.Name)
            ? mailbox
            : null;
}
