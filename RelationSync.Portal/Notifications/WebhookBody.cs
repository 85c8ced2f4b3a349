using System.Text.Json;
using System.Text.Json.Serialization;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>
/// What is posted, after Standard Webhooks:
/// <c>{"type": "relationsync.alert", "timestamp": "…", "data": {"events": [{"condition": "authorization_gone", "phase": "began", …}]}, "text": "…"}</c>.
/// <c>text</c> is what chat tools show.
/// </summary>
internal sealed class WebhookBody(MessageWords words)
{
    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public byte[] Write(NotificationDelivery delivery, string language)
    {
        var message = NotificationMessage.FromJson(delivery.MessageJson);
        var told = words.Tell(message, new Words(language));
        return JsonSerializer.SerializeToUtf8Bytes(
            new Body(
                delivery.IsTest ? "relationsync.test" : "relationsync.alert",
                delivery.CreatedAt.UtcDateTime,
                new Data([.. told.Select(ToEvent)]),
                Text(message, told, new Words(language))),
            Snake);
    }

    private string Text(NotificationMessage message, IReadOnlyList<ToldFact> told, Words language) => string.Join(
        "\n",
        told.Count == 0
            ? [MessageWords.Headline(message, language), language["Notifications_Test_Text"], words.Portal.AbsoluteUri]
            : told.Select(f => $"{f.Inbox}: {f.Title} — {f.Meaning} {f.Remedy} {f.Url}"));

    private static Event ToEvent(ToldFact f) => new(
        f.Fact.Condition,
        f.Fact.Phase,
        f.Fact.InboxKey,
        f.Fact.InboxName,
        f.Fact.Since.UtcDateTime,
        f.Fact.Until?.UtcDateTime,
        f.Fact.Phase is NotifiedPhase.Began && f.Fact.Bound > 0 ? f.Fact.Figure : null,
        f.Title,
        f.Meaning,
        f.Remedy,
        f.Url);

    private sealed record Body(string Type, DateTime Timestamp, Data Data, string Text);

    private sealed record Data(IReadOnlyList<Event> Events);

    private sealed record Event(
        NotifiedCondition Condition,
        NotifiedPhase Phase,
        string Inbox,
        string InboxName,
        DateTime Since,
        DateTime? Until,
        int? Figure,
        string Title,
        string Meaning,
        string Remedy,
        Uri Url);
}
