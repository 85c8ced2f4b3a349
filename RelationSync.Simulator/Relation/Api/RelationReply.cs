using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Relation.Faults;

namespace RelationSync.Simulator.Relation.Api;

/// <summary>An answer, and the fault that decides how it is delivered.</summary>
internal sealed record RelationReply(HttpAnswer Answer, RelationFault? Fault, RelationCall Call)
{
    public const int DefaultHangMs = 60_000;

    public bool IsHang => Fault?.Kind == RelationFaultKind.Hang;

    public bool IsTruncated => Fault?.Kind == RelationFaultKind.Truncate;

    public TimeSpan Delay => TimeSpan.FromMilliseconds(Fault?.DelayMs ?? (IsHang ? DefaultHangMs : 0));
}
