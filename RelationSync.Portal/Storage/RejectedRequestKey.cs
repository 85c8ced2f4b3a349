namespace RelationSync.Portal.Storage;

/// <summary>What refusals are counted together by.</summary>
internal readonly record struct RejectedRequestKey(long InboxId, DateTimeOffset Quarter, RejectionReason Reason, string Pointer, string Message)
{
    public static RejectedRequestKey Of(RejectedRequestRow refusal) => new(refusal.InboxId, refusal.Quarter, refusal.Reason, refusal.Pointer, refusal.Message);
}
