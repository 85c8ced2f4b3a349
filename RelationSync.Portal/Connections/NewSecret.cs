namespace RelationSync.Portal.Connections;

/// <summary>An inbox's secret or bearer key at the one moment when it is shown.</summary>
internal sealed record NewSecret(long InboxId, string Secret)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => $"secret of inbox {InboxId}";
}
