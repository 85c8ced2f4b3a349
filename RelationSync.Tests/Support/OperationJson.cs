using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelationSync.Tests.Support;

/// <summary>Operations as the contract writes them, to be changed field by field.</summary>
internal sealed class OperationJson
{
    private readonly JsonObject _root;

    private OperationJson(string type, string channel, string data) =>
        _root = JsonNode.Parse($$"""
            {
              "id": "op-1", "type": "{{type}}", "channel": "{{channel}}", "activity_id": "act-1",
              "occurred_at": "2026-04-01T12:00:00+09:00", "ticket_id": "t-1",
              "operator": { "email": "sato@example.com", "name": "佐藤 花子" },
              "data": {{data}}
            }
            """)!.AsObject();

    public static OperationJson Sent(string channel = "mail") => new("message.sent", channel, """
        { "subject": "件名", "body": "本文", "body_format": "html", "draft_saved_at": "2026-04-01T11:50:00+09:00",
          "to": ["a@x.example"], "cc": ["c@x.example"], "bcc": ["b@x.example"], "broadcast": false }
        """);

    public static OperationJson Scheduled() => new("message.scheduled", "mail", """
        { "body": "本文", "to": ["a@x.example"], "scheduled_for": "2026-04-02T09:00:00+09:00" }
        """);

    public static OperationJson Memo() => new("memo.recorded", "record", """
        { "subject": "来社", "body": "メモ", "responded_at": "2026-04-01T10:00:00+09:00", "duration_minutes": 45,
          "addressees": [ { "contact": { "default_email": "a@x.example", "default_phone": "0312345678" } },
                          { "email": "b@x.example", "phone": "0451234567" } ] }
        """);

    public static OperationJson CallEnded() => new("call.ended", "call", """
        { "direction": "inbound", "started_at": "2026-04-01T11:50:00+09:00", "ended_at": "2026-04-01T12:00:00+09:00", "phone": "0312345678" }
        """);

    public static OperationJson CallRecorded() => new("call.recorded", "call", """{ "subject": "件名", "body": "納期" }""");

    public static OperationJson ChatMessage() => new("chat.message_sent", "line", """{ "text": "はい" }""");

    public static OperationJson ChatClosed(string channel = "line") => new("chat.closed", channel, """
        { "subject": "相談", "bubbles": [ { "at": "2026-04-01T11:59:00+09:00", "author": "山田", "text": "在庫は" } ],
          "contacts": [ { "default_email": "a@x.example", "default_phone": "0312345678", "group_member": true } ],
          "visitor": { "emails": ["v@x.example"], "phones": ["0451234567"] } }
        """);

    public static OperationJson Corrected(string channel = "call") => new("activity.corrected", channel, """
        { "started_at": "2026-04-01T11:50:00+09:00", "ended_at": "2026-04-01T12:00:00+09:00", "duration_minutes": 10, "draft_saved_at": null }
        """);

    public static OperationJson Bare(string type, string channel) => new(type, channel, "{}");

    /// <summary>Every type of operation, complete.</summary>
    public static IReadOnlyList<OperationJson> All =>
    [
        Sent(), Scheduled(), Memo(), CallEnded(), CallRecorded(), ChatMessage(), ChatClosed(),
        Bare("chat.opened", "line"), Bare("message.dispatched", "mail"),
        Bare("message.send_cancelled", "mail"), Bare("message.schedule_cancelled", "sms"), Corrected(),
    ];

    public string Type => _root["type"]!.GetValue<string>();

    /// <summary>Sets the value at a pointer to JSON text, or takes it away.</summary>
    public OperationJson With(string pointer, string? json)
    {
        var names = pointer.Split('/')[1..];
        JsonNode parent = _root;
        foreach (var name in names[..^1])
        {
            parent = parent is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : parent[name]!;
        }

        if (parent is JsonArray items)
        {
            items[int.Parse(names[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(json!);
        }
        else if (json is null)
        {
            parent.AsObject().Remove(names[^1]);
        }
        else
        {
            parent[names[^1]] = JsonNode.Parse(json);
        }

        return this;
    }

    public JsonElement Element => Parse(_root.ToJsonString());

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
