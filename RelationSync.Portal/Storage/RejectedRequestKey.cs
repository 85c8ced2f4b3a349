namespace RelationSync.Portal.Storage;

/// <summary>What refusals are counted together by.</summary>
internal readonly record struct RejectedRequestKey(long InboxId, DateTimeOffset Hour, RejectionReason Reason, string Pointer, string Message)
{
    public static RejectedRequestKey Of(RejectedRequestRow refusal) => new(refusal.InboxId, refusal.Hour, refusal.Reason, refusal.Pointer, refusal.Message);
}
