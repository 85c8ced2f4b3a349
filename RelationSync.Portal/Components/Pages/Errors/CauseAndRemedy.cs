using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>
/// A guidance text in its two parts. Its first sentence says what happened, the rest what it means and what to do, as
/// in <c>An Apex trigger stopped the Event. Ask the administrator.</c> or <c>トリガーが止めました。依頼してください。</c>
/// </summary>
public readonly record struct CauseAndRemedy(string Cause, string Remedy)
{
    private static readonly string[] SentenceEnds = ["。", ". "];

    /// <summary>In the language of the current culture.</summary>
    public static CauseAndRemedy Of(ErrorGroupKey key) => Split(GuidanceTexts.For(key.Code, key.Category));

    /// <summary>The cause as a title: without the full stop.</summary>
    public string Title => Cause.TrimEnd('。', '.');

    /// <summary>Without a remedy where there is but one sentence.</summary>
    public static CauseAndRemedy Split(string text)
    {
        var end = SentenceEnds.Select(e => text.IndexOf(e, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(text.Length - 1).Min() + 1;
        return new CauseAndRemedy(text[..end].Trim(), text[end..].Trim());
    }
}
