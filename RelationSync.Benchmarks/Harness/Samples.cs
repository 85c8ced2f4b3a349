using System.Globalization;
using System.Text.Json.Nodes;

namespace RelationSync.Benchmarks.Harness;

/// <summary>Operations and records of invented people; number i of one kind belongs to number i of the other.</summary>
internal static class Samples
{
    public const string Operator = "sato@example.com";

    /// <summary>A mail of about a kilobyte to customer number <paramref name="customer"/>, or, by phone, an SMS.</summary>
    public static string Message(string id, int customer, bool phone, DateTimeOffset at)
    {
        var data = phone
            ? new JsonObject { ["body"] = Body, ["to"] = new JsonArray(Phone(customer)) }
            : new JsonObject { ["subject"] = $"お見積もりの件 {id}", ["body"] = Body, ["to"] = new JsonArray(Email(customer)) };
        return new JsonObject
        {
            ["id"] = id,
            ["type"] = "message.sent",
            ["channel"] = phone ? "sms" : "mail",
            ["activity_id"] = id,
            ["occurred_at"] = at.ToString("O", CultureInfo.InvariantCulture),
            ["operator"] = new JsonObject { ["email"] = Operator },
            ["data"] = data,
        }.ToJsonString();
    }

    public static string Email(int customer) => $"customer{customer:D6}@example.jp";

    /// <summary>As people type it.</summary>
    public static string Phone(int customer) => $"090-{customer / 10000 % 10000:D4}-{customer % 10000:D4}";

    /// <summary>The operator's user, and so many contacts or leads; each contact with a role in an open Opportunity.</summary>
    public static IEnumerable<JsonObject> Records(int customers, bool contacts, bool leads)
    {
        yield return new JsonObject { ["User"] = new JsonArray(new JsonObject { ["Email"] = Operator, ["Username"] = Operator, ["LastName"] = "佐藤", ["IsActive"] = true }) };
        foreach (var chunk in Enumerable.Range(0, customers).Chunk(5000))
        {
            var records = new JsonObject();
            if (contacts)
            {
                records["Contact"] = Array(chunk, i => new JsonObject { ["@ref"] = $"c{i}", ["LastName"] = $"客{i}", ["Email"] = Email(i), ["Phone"] = Phone(i) });
                records["Opportunity"] = Array(chunk, i => new JsonObject { ["@ref"] = $"o{i}", ["Name"] = $"商談{i}", ["StageName"] = "Prospecting", ["IsClosed"] = false, ["CloseDate"] = "2030-12-31" });
                records["OpportunityContactRole"] = Array(chunk, i => new JsonObject { ["OpportunityId"] = $"@o{i}", ["ContactId"] = $"@c{i}", ["IsPrimary"] = true });
            }

            if (leads)
            {
                records["Lead"] = Array(chunk, i => new JsonObject { ["LastName"] = $"見込{i}", ["Company"] = "社", ["Email"] = Email(i), ["Phone"] = Phone(i) });
            }

            yield return records;
        }
    }

    /// <summary>About a kilobyte.</summary>
    public static string Body { get; } = string.Concat(Enumerable.Repeat("お世話になっております。見積書をお送りいたします。\n", 12));

    private static JsonArray Array(IEnumerable<int> numbers, Func<int, JsonObject> record) => [.. numbers.Select(i => (JsonNode)record(i))];
}
