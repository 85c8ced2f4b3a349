using System.Globalization;
using System.Text;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Events;

/// <summary>
/// The Event's <c>Description</c> (R-M6, R-M7): the first 50 lines and 32,000 characters of a body, the last of a chat.
/// Line ends are LF; one at the very end starts no line and isn't stored.
/// </summary>
public static class DescriptionText
{
    public const int MostLines = 50;

    /// <summary>UTF-16 units, line ends included.</summary>
    public const int MostCharacters = 32_000;

    /// <param name="content">What the Event is made of.</param>
    /// <param name="zone">The inbox's time zone, in which the bubbles of a chat are dated.</param>
    public static CutText Of(ActionContent content, TimeZoneInfo zone)
    {
        if (content.Channel.Family == ChannelFamily.Chat)
        {
            return LastOf(WithoutLastLineEnd(Conversation(content.Bubbles, zone)));
        }

        var body = content.Body ?? "";
        var text = content.BodyFormat == BodyFormat.Html ? HtmlText.Of(body) : body;
        return FirstOf(WithoutLastLineEnd(StorableText.Lines(text)));
    }

    /// <summary>One entry a bubble: <c>14:05 山田: 在庫はありますか</c>.</summary>
    private static string Conversation(IReadOnlyList<Bubble> bubbles, TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        foreach (var bubble in bubbles)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(TimeZoneInfo.ConvertTime(bubble.At, zone).ToString("HH:mm", CultureInfo.InvariantCulture)).Append(' ');
            if (!string.IsNullOrWhiteSpace(bubble.Author))
            {
                text.Append(StorableText.OneLine(bubble.Author)).Append(": ");
            }

            text.Append(StorableText.Lines(bubble.Text));
        }

        return text.ToString();
    }

    private static string WithoutLastLineEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;

    private static CutText FirstOf(string text)
    {
        var end = -1;
        for (var line = 0; line < MostLines; line++)
        {
            end = text.IndexOf('\n', end + 1);
            if (end < 0)
            {
                return CutText.Head(text, MostCharacters);
            }
        }

        return CutText.Head(text[..end], MostCharacters) with { WasCut = true };
    }

    private static CutText LastOf(string text)
    {
        var start = text.Length;
        for (var line = 0; line < MostLines; line++)
        {
            start = start == 0 ? -1 : text.LastIndexOf('\n', start - 1);
            if (start < 0)
            {
                return CutText.Tail(text, MostCharacters);
            }
        }

        return CutText.Tail(text[(start + 1)..], MostCharacters) with { WasCut = true };
    }
}
