namespace RelationSync.Portal.Storage;

/// <summary>What refusals are counted together by.</summary>
internal readonly record struct RefusalKey(long InboxId, DateTimeOffset Hour, RefusalReason Reason, string Pointer, string Message)
{
    public static RefusalKey Of(IntakeRefusal refusal) => new(refusal.InboxId, refusal.Hour, refusal.Reason, refusal.Pointer, refusal.Message);
}
