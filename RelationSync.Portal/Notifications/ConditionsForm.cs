namespace RelationSync.Portal.Notifications;

/// <summary>What is told, from when on and in which language, as entered.</summary>
public sealed record ConditionsForm
{
    public bool Authorization { get; init; }

    public bool Limit { get; init; }

    public bool Sla { get; init; }

    public bool Errors { get; init; }

    public bool Silence { get; init; }

    public bool Recovery { get; init; }

    public string ErrorThreshold { get; init; } = "";

    public string SlaPercent { get; init; } = "";

    /// <summary><c>en</c>; all else is Japanese.</summary>
    public string Language { get; init; } = "ja";
}
