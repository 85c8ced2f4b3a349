namespace RelationSync.Simulator.Relation;

/// <summary>Numbers without a pattern that are the same in every run.</summary>
internal static class Scatter
{
    public static ulong Of(long value)
    {
        var mixed = unchecked((ulong)value + 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return mixed ^ (mixed >> 31);
    }
}
