namespace RelationSync.Portal.Data;

/// <summary>A fact about the store itself, like that demo mode touched it.</summary>
public sealed class Setting
{
    public const string DemoTouched = "demo_touched";

    /// <summary>The time that keeping goes by, in ticks of UTC: see <see cref="KeepingClock"/>.</summary>
    public const string KeepingClock = "keeping_clock";

    public required string Key { get; set; }

    public required string Value { get; set; }
}
