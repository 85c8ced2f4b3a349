using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>How mails are to be sent, as entered.</summary>
public sealed record MailForm
{
    public bool On { get; init; }

    public string Host { get; init; } = "";

    public string Port { get; init; } = "";

    public SmtpSecurity Security { get; init; }

    public string User { get; init; } = "";

    /// <summary>Empty: the one before stays.</summary>
    public string Password { get; init; } = "";

    public string Sender { get; init; } = "";

    /// <summary>One a line.</summary>
    public string Recipients { get; init; } = "";

    /// <summary>Never the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
