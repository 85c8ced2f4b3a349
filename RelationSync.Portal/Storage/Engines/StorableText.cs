using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RelationSync.Portal.Storage.Engines;

/// <summary>Text as PostgreSQL takes it: what is no character for it (U+0000, half a surrogate pair), and yet comes in, becomes U+FFFD.</summary>
internal static class StorableText
{
    public static string Of(string text)
    {
        if (!text.Any(c => c is '\0' || char.IsSurrogate(c)))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}

internal sealed class StorableTextConverter() : ValueConverter<string, string>(text => StorableText.Of(text), text => text);
