using System.Text.Json;

namespace RelationSync.Portal.Notifications;

/// <summary>What one message tells, before it has a language: everything that began or ended within one evaluation. Empty: a test.</summary>
public sealed record NotificationMessage(IReadOnlyList<NotifiedFact> Facts)
{
    public static readonly NotificationMessage Test = new([]);

    public string ToJson() => JsonSerializer.Serialize(this);

    public static NotificationMessage FromJson(string json) => JsonSerializer.Deserialize<NotificationMessage>(json)!;
}
