using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RelationSync.Domain.Common;

/// <summary>A sentence of ours with its arguments.</summary>
public sealed class CodedText
{
    private const string NameProperty = "message";

    internal CodedText(CodedMessage message, IReadOnlyList<object> arguments) => (Message, Arguments) = (message, arguments);

    public CodedMessage Message { get; }

    /// <summary>Numbers (<see langword="int"/>) and texts, as the message's parameters say.</summary>
    public IReadOnlyList<object> Arguments { get; }

    public string English => string.Format(CultureInfo.InvariantCulture, Message.English, [.. Arguments]);

    /// <summary>What is stored beside the code: <c>{"message":"first","lines":50}</c>.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (Message.Name.Length > 0)
            {
                json.WriteString(NameProperty, Message.Name);
            }

            for (var i = 0; i < Arguments.Count; i++)
            {
                if (Arguments[i] is int number)
                {
                    json.WriteNumber(Message.Parameters[i], number);
                }
                else
                {
                    json.WriteString(Message.Parameters[i], (string)Arguments[i]);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Null if it can't be read: another version's code or sentence, whose English stands beside it.</summary>
    /// <param name="find">The sentence of that name.</param>
    /// <param name="json">As <see cref="ToJson"/> wrote it.</param>
    public static CodedText? Read(Func<string, CodedMessage?> find, string json)
    {
        try
        {
            using var stored = JsonDocument.Parse(json);
            var name = stored.RootElement.TryGetProperty(NameProperty, out var named) ? named.GetString()! : "";
            if (find(name) is not { } message)
            {
                return null;
            }

            var arguments = new object[message.Parameters.Count];
            for (var i = 0; i < arguments.Length; i++)
            {
                var value = stored.RootElement.GetProperty(message.Parameters[i]);
                arguments[i] = message.IsNumber(i) ? value.GetInt32() : value.GetString()!;
            }

            return new CodedText(message, arguments);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
