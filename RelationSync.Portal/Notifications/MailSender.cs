using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Hands a mail to the mail server of the settings.</summary>
internal sealed class MailSender(GuardedDialer dialer, ISecretBox secrets, MailText text, PublicAddress portal)
{
    /// <exception cref="DeliveryException">The server didn't take it.</exception>
    public async Task SendAsync(NotificationDelivery delivery, NotificationSettings settings, CancellationToken cancellationToken)
    {
        using var mail = text.Write(delivery, settings);
        using var client = new SmtpClient
        {
            // The name in the greeting: else this machine's own, which is nobody's business.
            LocalDomain = portal.Url.Host,
            // Else lists of revoked certificates are fetched from wherever a certificate says.
            CheckCertificateRevocation = false,
        };
        try
        {
            await ConnectAsync(client, settings, cancellationToken);
            await client.SendAsync(mail, cancellationToken);
        }
        catch (Exception e) when (e is not DeliveryException and not OperationCanceledException)
        {
            throw Translate(e);
        }

        try
        {
            await client.DisconnectAsync(true, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or MailKit.ProtocolException or OperationCanceledException)
        {
            // It has the mail: how it says goodbye is no matter.
        }
    }

    private async Task ConnectAsync(SmtpClient client, NotificationSettings settings, CancellationToken cancellationToken)
    {
        var isOpen = settings.SmtpSecurity is SmtpSecurity.None && settings.SmtpPasswordProtected is not null;
        var socket = await dialer.ConnectAsync(settings.SmtpHost, settings.SmtpPort, isOpen, cancellationToken);
        try
        {
            await client.ConnectAsync(socket, settings.SmtpHost, settings.SmtpPort, Secured(settings.SmtpSecurity), cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (settings.SmtpPasswordProtected is { } password)
        {
            await client.AuthenticateAsync(settings.SmtpUser, secrets.Unprotect(SecretKind.SmtpPassword, password), cancellationToken);
        }
    }

    private static SecureSocketOptions Secured(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => throw new ArgumentOutOfRangeException(nameof(security), security, "no such security"),
    };

    private static Exception Translate(Exception e) => e switch
    {
        SmtpCommandException { StatusCode: >= (SmtpStatusCode)400 and < (SmtpStatusCode)500 } busy => new DeliveryException(DeliveryFault.ServerBusy, Code(busy), e),
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused => new DeliveryException(DeliveryFault.SenderRefused, Code(refused), e),
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => new DeliveryException(DeliveryFault.RecipientRefused, Code(refused), e) { IsFinal = true },
        SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted } refused => new DeliveryException(DeliveryFault.MessageRefused, Code(refused), e) { IsFinal = true },
        SmtpCommandException refused => new DeliveryException(DeliveryFault.MessageRefused, Code(refused), e),
        AuthenticationException or SaslException => new DeliveryException(DeliveryFault.SignInRefused, cause: e),
        SslHandshakeException => new DeliveryException(DeliveryFault.TlsFailed, cause: e),
        // "The SMTP server does not support the STARTTLS extension." / "... does not support authentication."
        NotSupportedException => new DeliveryException(e.Message.Contains("STARTTLS", StringComparison.Ordinal) ? DeliveryFault.TlsFailed : DeliveryFault.SignInRefused, cause: e),
        IOException or SocketException or MailKit.ProtocolException or MailKit.ServiceNotConnectedException => new DeliveryException(DeliveryFault.NotReached, cause: e),
        _ => e,
    };

    private static string Code(SmtpCommandException e) => $"SMTP {(int)e.StatusCode}";
}
