namespace RelationSync.Portal.Notifications;

/// <summary>How patient deliveries are.</summary>
internal sealed record DeliveryTimes
{
    /// <summary>For one attempt, from the first byte to the last.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An attempt that nothing was heard of for so long was broken off with its process. Well beyond <see cref="Attempt"/>.</summary>
    public TimeSpan Claim { get; init; } = TimeSpan.FromMinutes(2);

    public TimeSpan RetryBase { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan RetryMost { get; init; } = TimeSpan.FromHours(2);

    /// <summary>After which a delivery is given up.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the log of deliveries goes back.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(90);
}
