namespace RelationSync.Domain.Operations;

/// <summary>How long actions are held before they are due.</summary>
/// <param name="SendCancelGrace">A sent message waits this long for its cancel (R-T4).</param>
/// <param name="ReorderGrace">Every action waits this long for what comes out of order.</param>
/// <param name="HalfLife">Half a call or chat waits this long for the other half (R-T9, R-T10).</param>
public sealed record HoldOptions(TimeSpan SendCancelGrace, TimeSpan ReorderGrace, TimeSpan HalfLife)
{
    /// <summary>60 s, 30 s and 30 days.</summary>
    public static readonly HoldOptions Default = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), TimeSpan.FromDays(30));
}
