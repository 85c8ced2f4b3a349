using System.Text.RegularExpressions;

namespace RelationSync.Domain.Relation;

/// <summary>What an administrator chose for an inbox that is read from Re:lation's API.</summary>
/// <param name="MemoMinutes">Length of a 応対メモ, which the API doesn't tell; 0 to 1440.</param>
/// <param name="CallMinutes">Length of a call, likewise.</param>
/// <param name="ChatPause">A chat session ends when nobody of us wrote for so long.</param>
/// <param name="MissedCall">In title or body of a call memo: nobody talked.</param>
/// <param name="SkipsAutomaticReplies">Whether mails that look as if nobody sent them are left out (R-P7).</param>
/// <param name="AutomaticSubject">Subjects of automatic replies; null: none is known by its subject.</param>
/// <param name="ForeignSenders">Addresses that other programs send from: theirs is no person's mail. In lower case.</param>
/// <param name="TakesFoundLate">Whether what turns up late is synced without asking.</param>
public sealed record MappingRules(
    int MemoMinutes,
    int CallMinutes,
    TimeSpan ChatPause,
    string MissedCall,
    bool SkipsAutomaticReplies,
    Regex? AutomaticSubject,
    IReadOnlySet<string> ForeignSenders,
    bool TakesFoundLate)
{
    public static readonly TimeSpan UsualChatPause = TimeSpan.FromMinutes(10);

    /// <summary>What happened in these is listed as found late and not synced without asking.</summary>
    public IReadOnlyList<LeftOutRange> LeftOut { get; init; } = [];

    public static readonly MappingRules Usual = new(15, 0, UsualChatPause, "不在着信", true, null, new HashSet<string>(), false);

    public bool LeavesOut(DateTimeOffset at) => LeftOut.Any(r => r.Has(at));
}
