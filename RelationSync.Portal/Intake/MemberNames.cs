using System.Text;
using System.Text.Json;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Intake;

/// <summary>
/// The names of all objects that a reader is in, each once: two members of one name are no JSON here, for one reader would
/// take the first and another the last. Names are compared without their escapes.
/// </summary>
internal sealed class MemberNames(ReadOnlyMemory<byte> json)
{
    /// <summary>Objects with more members than that are looked up instead of compared one by one.</summary>
    private const int Few = 16;

    private readonly List<Name> _names = [];
    private readonly Stack<int> _begins = [];
    private readonly Dictionary<int, HashSet<string>> _many = [];

    /// <summary>Follows the reader by one token.</summary>
    public void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _begins.Push(_names.Count);
                break;
            case JsonTokenType.EndObject:
                var begin = _begins.Pop();
                _names.RemoveRange(begin, _names.Count - begin);
                _many.Remove(_begins.Count);
                break;
            case JsonTokenType.PropertyName:
                Add(ref reader);
                break;
            default:
                break;
        }
    }

    private void Add(ref Utf8JsonReader reader)
    {
        // TokenStartIndex is the quote's.
        var name = new Name((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped ? LenientJson.Unescaped(reader.ValueSpan) : null);
        var begin = _begins.Peek();
        var isNew = _names.Count - begin < Few ? IsNewAmongFew(name, begin) : IsNewAmongMany(name, begin);
        if (!isNew)
        {
            throw new JsonException("Two members of one name.");
        }

        _names.Add(name);
    }

    private bool IsNewAmongFew(Name name, int begin)
    {
        for (var i = begin; i < _names.Count; i++)
        {
            var other = _names[i];
            if (name.Unescaped is null && other.Unescaped is null ? Raw(name).SequenceEqual(Raw(other)) : Text(name) == Text(other))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsNewAmongMany(Name name, int begin)
    {
        if (!_many.TryGetValue(_begins.Count - 1, out var known))
        {
            _many.Add(_begins.Count - 1, known = [.. _names.Skip(begin).Select(Text)]);
        }

        return known.Add(Text(name));
    }

    private ReadOnlySpan<byte> Raw(Name name) => json.Span.Slice(name.Start, name.Length);

    private string Text(Name name) => name.Unescaped ?? Encoding.UTF8.GetString(Raw(name));

    /// <summary>Where a name is written, and what it says where that is something else.</summary>
    private readonly record struct Name(int Start, int Length, string? Unescaped);
}
