using System.Text;

namespace RelationSync.Domain.Events;

/// <summary>What an inline style says of the text: whether it is displayed, and what becomes of its white space.</summary>
/// <param name="IsDisplayed">Null: the style doesn't say.</param>
/// <param name="WhiteSpace">Null: it is inherited.</param>
internal readonly record struct InlineStyle(bool? IsDisplayed, WhiteSpace? WhiteSpace)
{
    /// <summary>Reads <c>display: none !important; white-space: pre-wrap</c>. The last declaration counts, an important one first.</summary>
    public static InlineStyle Of(string declarations)
    {
        var (displayed, displayImportant) = ((bool?)null, false);
        var (space, spaceImportant) = ((WhiteSpace?)null, false);
        foreach (var declaration in WithoutComments(declarations).Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }

            var name = declaration[..colon].Trim().ToLowerInvariant();
            var value = declaration[(colon + 1)..].Trim().ToLowerInvariant();
            var mark = value.IndexOf('!', StringComparison.Ordinal);
            var important = mark >= 0 && value[(mark + 1)..].Trim() == "important";
            value = mark < 0 ? value : value[..mark].TrimEnd();
            if (name == "display" && value.Length > 0 && value.All(c => char.IsAsciiLetter(c) || c is '-' or ' ') && (important || !displayImportant))
            {
                (displayed, displayImportant) = (value != "none", important);
            }
            else if (name is "white-space" or "white-space-collapse" && Of(value.Split(' ')) is { } found && (important || !spaceImportant))
            {
                (space, spaceImportant) = (found, important);
            }
        }

        return new InlineStyle(displayed, space);
    }

    private static WhiteSpace? Of(string[] words)
    {
        WhiteSpace? found = null;
        foreach (var word in words)
        {
            found = word switch
            {
                "pre" or "pre-wrap" or "break-spaces" or "preserve" => Events.WhiteSpace.Kept,
                "pre-line" or "preserve-breaks" => Events.WhiteSpace.LineEnds,
                "normal" or "nowrap" or "collapse" or "initial" => found ?? Events.WhiteSpace.Collapsed,
                _ => found,
            };
        }

        return found;
    }

    private static string WithoutComments(string text)
    {
        var result = new StringBuilder(text.Length);
        var start = 0;
        for (int open; (open = text.IndexOf("/*", start, StringComparison.Ordinal)) >= 0;)
        {
            result.Append(text, start, open - start);
            var close = text.IndexOf("*/", open + 2, StringComparison.Ordinal);
            start = close < 0 ? text.Length : close + 2;
        }

        return start == 0 ? text : result.Append(text, start, text.Length - start).ToString();
    }
}

/// <summary>What becomes of white space: https://www.w3.org/TR/css-text-3/#white-space-property</summary>
internal enum WhiteSpace
{
    /// <summary>Any length of it is one space.</summary>
    Collapsed,

    /// <summary>Line ends stay, all else is one space.</summary>
    LineEnds,

    /// <summary>All of it stays.</summary>
    Kept,
}
