namespace RelationSync.Portal.Storage;

/// <summary>A fact about the store itself, like that demo mode touched it.</summary>
public sealed class Setting
{
    public const string DemoTouched = "demo_touched";

    /// <summary>From when on (ticks of UTC) operations are counted when received; missing: from the store's beginning.</summary>
    public const string CountedSince = "intake_counted_since";

    /// <summary>Written to see whether the store can be written again.</summary>
    public const string WriteProbe = "write_probe";

    /// <summary>The one-time code of the set-up page, encrypted; of no use once there is an account.</summary>
    public const string SetupCode = "setup_code";

    /// <summary>The time that keeping goes by, in ticks of UTC: see <see cref="RetentionClock"/>.</summary>
    public const string RetentionClock = "keeping_clock";

    /// <summary>Seq and hash of the last entry of the audit log: see <see cref="AuditLinks"/>.</summary>
    public const string AuditHead = "audit_head";

    public required string Key { get; set; }

    public required string Value { get; set; }
}
