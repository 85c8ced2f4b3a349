namespace RelationSync.Portal.Data;

/// <summary>A fact about the store itself, like that demo mode touched it.</summary>
public sealed class Setting
{
    public const string DemoTouched = "demo_touched";

    public required string Key { get; set; }

    public required string Value { get; set; }
}
