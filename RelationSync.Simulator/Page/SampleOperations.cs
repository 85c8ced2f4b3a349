using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelationSync.Simulator.Page;

/// <summary>Operations as Re:lation would report them, for the page's buttons.</summary>
internal sealed class SampleOperations(SampleCustomers customers)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    private readonly Lock _gate = new();
    private string? _lastMail;
    private int _number;

    /// <summary>The body to post; null where there is nothing to cancel.</summary>
    public string? Make(string kind)
    {
        lock (_gate)
        {
            _number++;
            var customer = customers.Next();
            var now = TimeProvider.System.GetUtcNow().ToOffset(Japan);
            JsonArray? operations = kind switch
            {
                "mail" => [Mail(customer, now)],
                "schedule" => [Scheduled(customer, now)],
                "cancel" => Cancel(now),
                "memo" => [Memo(customer, now)],
                "call" => Call(customer, now),
                "chat" => Chat(customer, now),
                "sms" => [Sms(customer, now)],
                _ => null,
            };
            return operations is null ? null : new JsonObject { ["operations"] = operations }.ToJsonString(Readable);
        }
    }

    private JsonObject Mail(SampleCustomer customer, DateTimeOffset now)
    {
        _lastMail = NewId("mail");
        return Operation("message.sent", "mail", _lastMail, now, customer, new()
        {
            ["subject"] = $"お見積もりの件（{_number}）",
            ["body"] = $"{customer.Name}様\n\nお世話になっております。\n見積書をお送りします。",
            ["draft_saved_at"] = Time(now.AddMinutes(-12)),
            ["to"] = new JsonArray($"{customer.Name} <{customer.Email}>"),
        });
    }

    private JsonObject Scheduled(SampleCustomer customer, DateTimeOffset now) => Operation("message.scheduled", "mail", NewId("mail"), now, customer, new()
    {
        ["subject"] = $"来週の打ち合わせのご案内（{_number}）",
        ["body"] = $"{customer.Name}様\n\n来週の打ち合わせについてご案内します。",
        ["draft_saved_at"] = Time(now.AddMinutes(-5)),
        ["to"] = new JsonArray($"{customer.Name} <{customer.Email}>"),
        ["scheduled_for"] = Time(now.AddDays(1)),
    });

    private JsonArray? Cancel(DateTimeOffset now)
    {
        if (_lastMail is null)
        {
            return null;
        }

        var operation = Operation("message.send_cancelled", "mail", _lastMail, now, null, []);
        _lastMail = null;
        return [operation];
    }

    private JsonObject Memo(SampleCustomer customer, DateTimeOffset now) => Operation("memo.recorded", "record", NewId("memo"), now, customer, new()
    {
        ["subject"] = $"来店時のご相談（{_number}）",
        ["body"] = "契約内容についてご相談を受けました。\n担当者から折り返します。",
        ["responded_at"] = Time(now.AddMinutes(-30)),
        ["duration_minutes"] = 20,
        ["addressees"] = new JsonArray(new JsonObject
        {
            ["contact"] = new JsonObject { ["default_email"] = customer.Email, ["default_phone"] = customer.Phone },
        }),
    });

    private JsonArray Call(SampleCustomer customer, DateTimeOffset now)
    {
        var id = NewId("call");
        return
        [
            Operation("call.ended", "call", id, now.AddSeconds(-1), customer, new()
            {
                ["direction"] = "inbound",
                ["started_at"] = Time(now.AddMinutes(-4)),
                ["ended_at"] = Time(now.AddSeconds(-1)),
                ["phone"] = customer.Phone,
            }),
            Operation("call.recorded", "call", id, now, customer, new()
            {
                ["subject"] = $"納期のお問い合わせ（{_number}）",
                ["body"] = "納期についてお問い合わせがありました。\n来週中とお伝えしました。",
            }),
        ];
    }

    /// <summary>All within seconds: what happened before a connection was made is not synced.</summary>
    private static JsonArray Chat(SampleCustomer customer, DateTimeOffset now)
    {
        var id = NewId("chat");
        var (opened, sent) = (now.AddSeconds(-2), now.AddSeconds(-1));
        return
        [
            Operation("chat.opened", "line", id, opened, customer, []),
            Operation("chat.message_sent", "line", id, sent, customer, new() { ["text"] = "在庫がございます。" }),
            Operation("chat.closed", "line", id, now, customer, new()
            {
                ["subject"] = "在庫のお問い合わせ",
                ["bubbles"] = new JsonArray(
                    new JsonObject { ["at"] = Time(opened), ["author"] = customer.Name, ["text"] = "在庫はありますか。" },
                    new JsonObject { ["at"] = Time(sent), ["author"] = customer.OperatorName, ["text"] = "在庫がございます。" }),
                ["contacts"] = new JsonArray(new JsonObject { ["default_email"] = customer.Email, ["default_phone"] = customer.Phone }),
            }),
        ];
    }

    private static JsonObject Sms(SampleCustomer customer, DateTimeOffset now) => Operation("message.sent", "sms", NewId("sms"), now, customer, new()
    {
        ["body"] = $"{customer.Name}様 ご予約は明日10時です。",
        ["draft_saved_at"] = Time(now.AddMinutes(-1)),
        ["to"] = new JsonArray(customer.Phone),
    });

    private static JsonObject Operation(string type, string channel, string activity, DateTimeOffset at, SampleCustomer? customer, JsonObject data)
    {
        JsonObject operation = new()
        {
            ["id"] = NewId("op"),
            ["type"] = type,
            ["channel"] = channel,
            ["activity_id"] = activity,
            ["occurred_at"] = Time(at),
        };
        if (customer is not null)
        {
            operation["operator"] = new JsonObject { ["email"] = customer.OperatorEmail, ["name"] = customer.OperatorName };
        }

        operation["data"] = data;
        return operation;
    }

    private static string NewId(string prefix) => $"{prefix}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
