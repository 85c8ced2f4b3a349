namespace RelationSync.Portal.Storage;

/// <summary>How and of what people are notified: one row, <see cref="TheId"/>. The password is encrypted and never shown again.</summary>
public sealed class NotificationSettings
{
    public const int TheId = 1;

    public const int DefaultErrorThreshold = 10;

    public const int DefaultSlaPercent = 99;

    public int Id { get; set; } = TheId;

    /// <summary>Whether mails are sent; the fields below are then complete.</summary>
    public bool MailOn { get; set; }

    public string SmtpHost { get; set; } = "";

    public int SmtpPort { get; set; } = 587;

    public SmtpSecurity SmtpSecurity { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Empty: the server wants no sign-in.</summary>
    public string SmtpUser { get; set; } = "";

    public string? SmtpPasswordProtected { get; set; }

    public string Sender { get; set; } = "";

    /// <summary>Addresses, one a line.</summary>
    public string Recipients { get; set; } = "";

    /// <summary>Of mails and of a webhook's texts: <c>ja</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "ja";

    public bool TellAuthorization { get; set; } = true;

    public bool TellLimit { get; set; } = true;

    public bool TellSla { get; set; } = true;

    public bool TellErrors { get; set; } = true;

    public bool TellSilence { get; set; } = true;

    public bool TellRecovery { get; set; } = true;

    /// <summary>Errors within an hour that trigger a notification.</summary>
    public int ErrorThreshold { get; set; } = DefaultErrorThreshold;

    /// <summary>Share of Events in time, in percent, below which a notification is sent.</summary>
    public int SlaPercent { get; set; } = DefaultSlaPercent;

    public IReadOnlyList<string> RecipientList => Recipients.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool Tells(NotifiedCondition condition) => condition switch
    {
        NotifiedCondition.Stopped => false,
        NotifiedCondition.AuthorizationGone or NotifiedCondition.Blocked
            or NotifiedCondition.RelationTokenRefused or NotifiedCondition.RelationApiChanged or NotifiedCondition.RelationBoxClosed => TellAuthorization,
        NotifiedCondition.LimitReached or NotifiedCondition.BudgetReached => TellLimit,
        NotifiedCondition.SlaMissed => TellSla,
        NotifiedCondition.ErrorsAbove or NotifiedCondition.NobodyFound => TellErrors,
        NotifiedCondition.InboxSilent or NotifiedCondition.RelationUnavailable => TellSilence,
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "no such condition"),
    };
}

internal sealed class NotificationSettingsConfiguration : Microsoft.EntityFrameworkCore.IEntityTypeConfiguration<NotificationSettings>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<NotificationSettings> builder)
    {
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Ignore(x => x.RecipientList);
    }
}
