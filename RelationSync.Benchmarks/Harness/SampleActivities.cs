using System.Globalization;
using System.Text.Json.Nodes;

namespace RelationSync.Benchmarks.Harness;

/// <summary>Activities of all twelve channels with every type of operation, cancels, repeats and halves among them.</summary>
internal sealed class SampleActivities(Random random, int customers)
{
    private const string Text = "お世話になっております。ご確認をお願いいたします。\n";
    private static readonly string[] ContactChats = ["line", "chatwork", "instagram_dm", "messenger"];
    private static readonly string[] VisitorChats = ["r_messe", "yahoo", "chatplus", "chat_widget"];

    public SampleActivity Next(string id, DateTimeOffset at) => random.Next(12) switch
    {
        0 => Message(id, "mail", at),
        1 => Message(id, "sms", at),
        2 => Memo(id, at),
        3 => Call(id, at),
        var chat => Chat(id, chat < 8 ? ContactChats[chat - 4] : VisitorChats[chat - 8], at),
    };

    private SampleActivity Message(string id, string channel, DateTimeOffset at)
    {
        var later = at.AddSeconds(random.Next(1, 4));
        SampleOperation Press(string type, DateTimeOffset when, bool broadcast = false) => Operation(id, type, channel, when, Letter(id, channel, type, when, broadcast));
        SampleOperation Bare(string type) => Operation(id, type, channel, later, []);
        return random.Next(20) switch
        {
            0 or 1 => new(id, [Press("message.sent", at), Bare("message.send_cancelled")], 0, at),
            2 => new(id, [Press("message.sent", at, broadcast: true)], 0, at),
            3 => new(id, [Press("message.sent", at), Press("message.sent", later)], 1, at),
            4 => new(id, [Press("message.scheduled", at)], 1, at),
            5 => new(id, [Press("message.scheduled", at), Bare("message.dispatched")], 1, at),
            6 => new(id, [Press("message.scheduled", at), Bare("message.schedule_cancelled")], 1, at),
            _ => new(id, [Press("message.sent", at)], 1, at),
        };
    }

    private JsonObject Letter(string id, string channel, string type, DateTimeOffset at, bool broadcast)
    {
        var customer = random.Next(customers);
        var letter = new JsonObject
        {
            ["subject"] = id,
            ["body"] = random.Next(3) == 0 ? $"<p>{Text}</p><ul><li>1<li>2</ul>" : Text,
            ["body_format"] = "html",
            ["draft_saved_at"] = Time(at.AddMinutes(-random.Next(1, 30))),
            ["to"] = new JsonArray(channel == "sms" ? Samples.Phone(customer) : $"客 <{Samples.Email(customer)}>"),
        };
        if (channel == "mail" && random.Next(4) == 0)
        {
            letter["cc"] = new JsonArray(Samples.Email(random.Next(customers)), "none@example.net");
        }

        if (broadcast)
        {
            letter["broadcast"] = true;
        }

        if (type == "message.scheduled")
        {
            letter["scheduled_for"] = Time(at.AddHours(1));
        }

        return letter;
    }

    private SampleActivity Memo(string id, DateTimeOffset at)
    {
        var customer = random.Next(customers);
        SampleOperation Record(DateTimeOffset when) => Operation(id, "memo.recorded", "record", when, new()
        {
            ["subject"] = id,
            ["body"] = Text,
            ["responded_at"] = Time(at.AddMinutes(-20)),
            ["duration_minutes"] = random.Next(0, 60),
            ["addressees"] = new JsonArray(
                new JsonObject { ["contact"] = new JsonObject { ["default_email"] = Samples.Email(customer), ["default_phone"] = Samples.Phone(customer) } },
                new JsonObject { ["phone"] = "03-1234-5678" }),
        });
        return new(id, random.Next(5) == 0 ? [Record(at), Record(at.AddSeconds(2))] : [Record(at)], 1, at);
    }

    private SampleActivity Call(string id, DateTimeOffset at)
    {
        var later = at.AddSeconds(random.Next(1, 4));
        var endsFirst = random.Next(2) == 0;
        var ended = Operation(id, "call.ended", "call", endsFirst ? at : later, new()
        {
            ["direction"] = random.Next(2) == 0 ? "inbound" : "outbound",
            ["started_at"] = Time(at.AddMinutes(-5)),
            ["ended_at"] = Time(at),
            ["phone"] = Samples.Phone(random.Next(customers)),
        });
        var recorded = Operation(id, "call.recorded", "call", endsFirst ? later : at, new() { ["subject"] = id, ["body"] = Text });
        return random.Next(10) == 0 ? new(id, [ended], 0, later) : new(id, endsFirst ? [ended, recorded] : [recorded, ended], 1, later);
    }

    private SampleActivity Chat(string id, string channel, DateTimeOffset at)
    {
        var customer = random.Next(customers);
        var bubbles = new JsonArray();
        List<SampleOperation> operations = random.Next(10) == 0 ? [] : [Operation(id, "chat.opened", channel, at, [])];
        var closedAt = at.AddSeconds(random.Next(1, 4));
        var messages = operations.Count == 1 && random.Next(10) == 0 ? 0 : random.Next(1, 4);
        for (var i = 0; i < messages; i++)
        {
            operations.Add(Operation(id, "chat.message_sent", channel, at.AddMilliseconds(100 * (i + 1)), new() { ["text"] = "はい" }));
            bubbles.Add(new JsonObject { ["at"] = Time(at), ["author"] = "山田", ["text"] = "在庫はありますか\nお願いします" });
        }

        var closed = new JsonObject { ["subject"] = id, ["bubbles"] = bubbles };
        if (Array.IndexOf(ContactChats, channel) >= 0)
        {
            closed["contacts"] = new JsonArray(new JsonObject { ["default_email"] = Samples.Email(customer), ["default_phone"] = Samples.Phone(customer), ["group_member"] = false });
        }
        else
        {
            closed["visitor"] = new JsonObject { ["emails"] = new JsonArray(Samples.Email(customer)), ["phones"] = new JsonArray(Samples.Phone(customer)) };
        }

        operations.Add(Operation(id, "chat.closed", channel, closedAt, closed));
        return new(id, operations, messages == 0 ? 0 : 1, closedAt);
    }

    private SampleOperation Operation(string id, string type, string channel, DateTimeOffset at, JsonObject data) => new(at, new JsonObject
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"{id}/{random.NextInt64():x}"),
        ["type"] = type,
        ["channel"] = channel,
        ["activity_id"] = id,
        ["occurred_at"] = Time(at),
        ["ticket_id"] = "t-1",
        ["operator"] = new JsonObject { ["email"] = Samples.Operator, ["name"] = "佐藤" },
        ["data"] = data,
    });

    private static string Time(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
