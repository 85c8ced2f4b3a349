using System.Text.Json;
using System.Text.Unicode;

namespace RelationSync.Portal.Intake;

/// <summary>Where the operations of a request lie in its body, or why they can't be told apart.</summary>
internal readonly record struct IntakeReading(IntakeFault Fault, IReadOnlyList<ReadOnlyMemory<byte>> Operations)
{
    /// <summary>The most operations a request may have.</summary>
    public const int MostOperations = 1000;

    /// <summary>An operation whose JSON is deeper than that is rejected; the others of its request are not.</summary>
    public const int MaxDepth = 64;

    // The reader keeps a bit a level, so the body's own size is limit enough.
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = IntakeBody.MaxBytes };

    /// <summary>
    /// Reads <c>{"operations": [Operation, …]}</c> without building it: memory grows only with the names of open objects. A
    /// byte order mark before it is skipped (RFC 8259, 8.1).
    /// </summary>
    public static IntakeReading Of(ReadOnlyMemory<byte> body)
    {
        body = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!Utf8.IsValid(body.Span))
        {
            return Failed(IntakeFault.NotJson);
        }

        try
        {
            return Read(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a property name with half a surrogate pair.
            return Failed(IntakeFault.NotJson);
        }
    }

    private static IntakeReading Read(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, Strict);
        var names = new MemberNames(body);
        List<ReadOnlyMemory<byte>>? operations = null;
        var fault = reader.Read() && reader.TokenType is JsonTokenType.StartObject ? IntakeFault.None : IntakeFault.NoOperations;
        names.Take(ref reader);
        while (fault is IntakeFault.None && Next(ref reader, names) && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isOperations = reader.ValueTextEquals("operations"u8);
            reader.Read();
            if (isOperations && reader.TokenType is JsonTokenType.StartArray)
            {
                operations = [];
                fault = ReadArray(ref reader, body, operations, names);
            }
            else
            {
                fault = isOperations ? IntakeFault.NoOperations : IntakeFault.None;
                Skip(ref reader, names);
            }
        }

        // To the end of what is left: a body that goes on after its value is no JSON.
        while (fault is not IntakeFault.TooMany && Next(ref reader, names))
        {
        }

        return fault is IntakeFault.None && operations is not null
            ? new IntakeReading(IntakeFault.None, operations)
            : Failed(fault is IntakeFault.None ? IntakeFault.NoOperations : fault);
    }

    private static IntakeFault ReadArray(
        ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, List<ReadOnlyMemory<byte>> operations, MemberNames names)
    {
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (operations.Count == MostOperations)
            {
                return IntakeFault.TooMany;
            }

            var start = (int)reader.TokenStartIndex;
            Skip(ref reader, names);
            operations.Add(body[start..(int)reader.BytesConsumed]);
        }

        return IntakeFault.None;
    }

    /// <summary>To the end of the value that the reader is at.</summary>
    private static void Skip(ref Utf8JsonReader reader, MemberNames names)
    {
        names.Take(ref reader);
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        for (var depth = reader.CurrentDepth; Next(ref reader, names) && reader.CurrentDepth > depth;)
        {
        }
    }

    private static bool Next(ref Utf8JsonReader reader, MemberNames names)
    {
        if (!reader.Read())
        {
            return false;
        }

        names.Take(ref reader);
        return true;
    }

    private static IntakeReading Failed(IntakeFault fault) => new(fault, []);
}

/// <summary>Why a request as a whole can't be read.</summary>
internal enum IntakeFault
{
    None,
    NotJson,
    NoOperations,
    TooMany,
}
