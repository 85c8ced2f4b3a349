using RelationSync.Domain.Channels;
using RelationSync.Domain.Common;

namespace RelationSync.Domain.Events;

/// <summary>The Event's <c>Subject</c> (R-M1): <c>【メール】お見積もりの件</c>, the bracket alone where there is no subject.</summary>
public static class SubjectLine
{
    /// <summary>Most UTF-16 units, label included.</summary>
    public const int MostCharacters = 255;

    public static CutText Of(Channel channel, string? subject)
    {
        var words = string.IsNullOrWhiteSpace(subject) ? "" : StorableText.OneLine(subject);
        return CutText.Head($"【{channel.Label}】{words}", MostCharacters);
    }
}
