namespace RelationSync.Portal.Storage;

/// <summary>How the way to the mail server is secured. Stored by number.</summary>
public enum SmtpSecurity
{
    /// <summary>Not at all: everybody on the way can read along. No password is sent so, unless within this machine.</summary>
    None = 0,

    /// <summary>From the first command on; a server that doesn't offer it gets nothing.</summary>
    StartTls = 1,

    /// <summary>From the first byte on.</summary>
    Tls = 2,
}
