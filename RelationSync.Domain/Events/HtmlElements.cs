using System.Collections.Frozen;
using AngleSharp.Html.Parser;

namespace RelationSync.Domain.Events;

/// <summary>What the names of HTML elements mean for a text: https://html.spec.whatwg.org/multipage/rendering.html</summary>
internal static class HtmlElements
{
    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        StringComparer.Ordinal,
        "html", "body", "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup",
        "option", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
        "ul", "xmp");

    /// <summary>Their content is shown as it is written, white space and all.</summary>
    private static readonly FrozenSet<string> Preformatted = FrozenSet.Create(
        StringComparer.Ordinal, "pre", "listing", "xmp", "plaintext", "textarea");

    /// <summary>Their content is never shown. The rest of a head has no content that could be.</summary>
    private static readonly FrozenSet<string> Hidden = FrozenSet.Create(
        StringComparer.Ordinal, "script", "style", "title", "template", "iframe", "noembed", "noframes");

    /// <summary>Elements whose content holds no tags, and how it is read instead.</summary>
    private static readonly FrozenDictionary<string, HtmlParseMode> Modes = new Dictionary<string, HtmlParseMode>
    {
        ["script"] = HtmlParseMode.Script,
        ["style"] = HtmlParseMode.Rawtext,
        ["xmp"] = HtmlParseMode.Rawtext,
        ["iframe"] = HtmlParseMode.Rawtext,
        ["noembed"] = HtmlParseMode.Rawtext,
        ["noframes"] = HtmlParseMode.Rawtext,
        ["title"] = HtmlParseMode.RCData,
        ["textarea"] = HtmlParseMode.RCData,
        ["plaintext"] = HtmlParseMode.Plaintext,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsBlock(string name) => Blocks.Contains(name);

    public static bool IsPreformatted(string name) => Preformatted.Contains(name);

    public static bool IsHidden(string name) => Hidden.Contains(name);

    public static bool IsCell(string name) => name is "td" or "th";

    /// <summary>SVG and MathML: elements there may close themselves.</summary>
    public static bool IsForeign(string name) => name is "svg" or "math";

    public static HtmlParseMode ModeWithin(string name) => Modes.GetValueOrDefault(name, HtmlParseMode.PCData);
}
