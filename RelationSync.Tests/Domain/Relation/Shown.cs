using System.Text.Json;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;

namespace RelationSync.Tests.Domain.Relation;

/// <summary>What the API shows, for tests: a ticket with messages, on a clock of seconds after <see cref="Nine"/>.</summary>
internal static class Shown
{
    public static readonly DateTimeOffset Nine = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly UserDirectory Users = new(
    [
        new ApiUser("sato", "sato@example.com", "佐藤", "花子", "available"),
        new ApiUser("tanaka", "tanaka@example.com", "田中", "一郎", "locked"),
        new ApiUser("gone", "gone@example.com", "鈴木", "次郎", "deleted"),
    ]);

    public static readonly OperatorLadder Ladder = new(Users, null, new Dictionary<string, string>(), "desk@example.com");

    public static DateTimeOffset At(double seconds) => Nine.AddSeconds(seconds);

    public static ApiMessage Mail(string action, double? sentAt = null, double createdAt = 0, double? updatedAt = null, long id = 7) => new(
        id, "mail", action, "support@example.com", "a@example.com, 名前 <b@example.com>", "", "", "件名", "本文", false,
        sentAt is { } sent ? At(sent) : null, At(createdAt), At(updatedAt ?? sentAt ?? createdAt), []);

    public static ApiMessage Memo(double createdAt = 10, double? sentAt = null, string to = "090-1234-5678", string from = "") => new(
        8, "record", "sent", from, to, "", "", "電話", "聞いた", false, sentAt is { } sent ? At(sent) : null, At(createdAt), At(createdAt), []);

    public static ApiMessage Call(string body, string action = "received", double createdAt = 10, double updatedAt = 60, string title = "通話") => new(
        9, "call", action, "03-1234-5678", "0120-000-000", "", "", title, body, false, null, At(createdAt), At(updatedAt), []);

    public static ApiMessage Chat(string method = "chatplus", string action = "conversation", double sentAt = 0) => new(
        10, method, action, "", "", "", "", "チャット", "", false, At(sentAt), At(0), At(sentAt), []);

    public static ApiUtterance Said(int id, double at, string? by = "sato", bool automatic = false) =>
        new($"{id}", by is null && !automatic ? "received" : "sent", by ?? "客", by, automatic, At(at), $"text {id}");

    public static ApiTicket Ticket(params ApiMessage[] messages) => new(100, "sato", "open", At(0), messages, 0);

    public static TicketContext Context(double readAt = 3600, double from = -86400) =>
        new(MappingRules.Usual, Ladder, At(readAt), At(from), null, null, null);

    public static TicketReading Map(ApiTicket ticket, TicketContext? context = null, IReadOnlyCollection<MessageState>? known = null, ApiChat? chat = null) => TicketMapper.Map(
        ticket,
        (known ?? []).ToDictionary(s => s.MessageId),
        chat is null ? new Dictionary<long, ApiChat>() : ticket.Messages.ToDictionary(m => m.MessageId, _ => chat),
        context ?? Context());

    /// <summary>The operation, read as the intake reads what comes in.</summary>
    public static Operation Read(MappedOperation operation)
    {
        using var json = JsonDocument.Parse(operation.Json);
        var reading = OperationReader.Read(json.RootElement, At(86400));
        Assert.Empty(reading.Faults);
        return reading.Operation!;
    }

    public static JsonElement Json(MappedOperation operation) => JsonElement.Parse(operation.Json.Span);

    public static string[] Types(TicketReading reading) => [.. reading.Operations.Select(o => OperationTypes.CodeOf(o.Type))];

    public static string[] Ids(TicketReading reading) => [.. reading.Operations.Select(o => Read(o).Id)];
}
