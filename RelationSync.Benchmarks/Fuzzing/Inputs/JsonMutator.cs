using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>
/// Writes a JSON value with some of its parts spoilt: another type, missing, twice, renamed, too deep, too many, too
/// long, times at the ends of time, numbers past all bounds. What it writes is always JSON by the grammar.
/// </summary>
internal sealed class JsonMutator
{
    private static readonly string[] Leaves =
    [
        "null", "true", "false", "0", "-0", "-1", "1.5", "1440", "1441", "1e400", "-1e400", "1e-400", "30.0", "3e1", "2147483648", "9223372036854775808",
        "123456789012345678901234567890123456789012345678901234567890", "0.1e-9999999", "1E+99999999999", "\"\"", "[]", "{}", "[[]]", "[{}]", "{\"\":{}}",
        "\"\\ud800\"", "\"\\u0000\"", "{\"\\ud800\":1}", "{\"\\udc00id\":1,\"id\":2}", "[null,1,\"\\udc00\"]", "\"html\"", "\"message.sent\"", "\"mail\"", "\"line\"",
        "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+23:59\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"9999-12-31T23:59:59-23:59\"",
        "\"2026-02-30T00:00:00Z\"", "\"2026-04-01T24:00:00Z\"", "\"2026-06-30T23:59:60Z\"", "\"2026-04-01T00:00:00\"", "\"2026-04-01T00:00:00+14:00\"",
        "\"2026-04-01T00:00:00-12:34\"", "\"2026-04-01 00:00:00Z\"", "\"2026-04-01T00:00:00.Z\"", "\"1969-12-31T23:59:59.999Z\"", "\"1699-01-01T00:00:00Z\"",
        "\"-2026-04-01T00:00:00Z\"", "\"+12026-04-01T00:00:00Z\"", "\"２０２６-04-01T00:00:00Z\"", "1775001600",
    ];

    private readonly Random _random;
    private readonly HashSet<int> _hits = [];
    private readonly StringBuilder _json = new();
    private int _next;

    private JsonMutator(Random random) => _random = random;

    /// <param name="good">What it would be.</param>
    /// <param name="hits">How many of its parts are spoilt.</param>
    public static string Mutate(JsonNode good, Random random, int hits)
    {
        var mutator = new JsonMutator(random);
        var parts = Count(good);
        for (var i = 0; i < hits; i++)
        {
            mutator._hits.Add(random.Next(parts));
        }

        mutator.Write(good);
        return mutator._json.ToString();
    }

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject o => 1 + o.Sum(p => Count(p.Value)),
        JsonArray a => 1 + a.Sum(Count),
        _ => 1,
    };

    private void Write(JsonNode? node)
    {
        if (_hits.Contains(_next++))
        {
            WriteSpoilt(node);
        }
        else
        {
            WriteAsIs(node);
        }
    }

    private void WriteAsIs(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                _json.Append('{');
                foreach (var (name, value) in o)
                {
                    WriteMember(name, value);
                }

                Close('}');
                break;
            case JsonArray a:
                _json.Append('[');
                foreach (var item in a)
                {
                    Write(item);
                    _json.Append(',');
                }

                Close(']');
                break;
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                _json.AppendQuoted(v.GetValue<string>(), _random);
                break;
            default:
                _json.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private void WriteMember(string name, JsonNode? value)
    {
        if (!_hits.Contains(_next) || _random.Next(2) == 0)
        {
            Member(name, () => Write(value));
            return;
        }

        _next++;
        switch (_random.Next(4))
        {
            case 0:
                break;
            case 1:
                Member(name, () => WriteAsIs(value));
                Member(name, () => _json.Append(Leaf()));
                break;
            case 2:
                Member(name, () => _json.Append(Leaf()));
                Member(name, () => WriteAsIs(value));
                break;
            default:
                Member(_random.Next(2) == 0 ? name.ToUpperInvariant() : HostileText.Spoil(name, _random), () => WriteAsIs(value));
                break;
        }
    }

    private void Member(string name, Action value)
    {
        _json.AppendQuoted(name, _random).Append(':');
        value();
        _json.Append(',');
    }

    private void WriteSpoilt(JsonNode? node)
    {
        switch (_random.Next(12))
        {
            case 0 when node is JsonValue v && v.GetValueKind() == JsonValueKind.String:
                _json.AppendQuoted(HostileText.Spoil(v.GetValue<string>(), _random), _random);
                break;
            case 1 or 2 or 3:
                _json.AppendQuoted(HostileText.Of(_random), _random);
                break;
            case 4:
                Nest(node, _random.Next(1, 100));
                break;
            case 5 when node is JsonArray { Count: > 0 } a:
                Repeat(a);
                break;
            case 6 when _random.Next(40) == 0:
                _json.Append('"').Append("長", 0, 1).Append(new string('長', _random.Next(1, 300_000))).Append('"');
                break;
            case 7:
                _json.Append(CultureInfo.InvariantCulture, $"\"2026-04-0{_random.Next(10)}T00:00:00.{new string('9', _random.Next(0, 400))}Z\"");
                break;
            default:
                _json.Append(Leaf());
                break;
        }
    }

    private void Nest(JsonNode? node, int depth)
    {
        var asArray = _random.Next(2) == 0;
        _json.Insert(_json.Length, asArray ? "[" : "{\"a\":", depth);
        WriteAsIs(node);
        _json.Append(asArray ? ']' : '}', depth);
    }

    private void Repeat(JsonArray array)
    {
        _json.Append('[');
        for (var left = _random.Next(1, _random.Next(60) == 0 ? 3000 : 60); left > 0; left--)
        {
            WriteAsIs(array[_random.Next(array.Count)]);
            _json.Append(',');
        }

        Close(']');
    }

    private string Leaf() => Leaves[_random.Next(Leaves.Length)];

    private void Close(char bracket)
    {
        if (_json[^1] == ',')
        {
            _json.Length--;
        }

        _json.Append(bracket);
    }
}
