namespace RelationSync.Portal.Salesforce;

/// <summary>Section <c>Salesforce</c>: the default app and how we call.</summary>
internal sealed class SalesforceOptions
{
    public const string Section = "Salesforce";

    /// <summary>Consumer key of the default app; a connection may carry its own.</summary>
    public string? ClientId { get; set; }

    /// <summary>Only for a confidential app; a public one must not send it.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Version of REST and Metadata API, default <c>67.0</c>.</summary>
    public string ApiVersion { get; set; } = "67.0";

    /// <summary>Also allows http on loopback, for the simulator. Default false.</summary>
    public bool AllowInsecureLoopback { get; set; }

    /// <summary>How long one attempt may take, its answer's body included. Default two minutes.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
