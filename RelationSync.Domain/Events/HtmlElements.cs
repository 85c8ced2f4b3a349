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

    /// <summary>Elements without content and end tag.</summary>
    private static readonly FrozenSet<string> Voids = FrozenSet.Create(
        StringComparer.Ordinal, "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input",
        "keygen", "link", "meta", "param", "source", "track", "wbr");

    /// <summary>Blocks that may stand in a paragraph, or of which a table is made.</summary>
    private static readonly FrozenSet<string> WithinParagraph = FrozenSet.Create(
        StringComparer.Ordinal, "html", "body", "caption", "frameset", "legend", "optgroup", "option", "tbody", "tfoot", "thead", "tr");

    private static readonly FrozenSet<string> Scopes = FrozenSet.Create(
        StringComparer.Ordinal, "td", "th", "caption", "button", "object", "applet", "marquee", "template", "svg", "math");

    private static readonly FrozenSet<string> OfTable = FrozenSet.Create(
        StringComparer.Ordinal, "td", "th", "tr", "tbody", "thead", "tfoot", "caption");

    public static bool IsVoid(string name) => Voids.Contains(name);

    /// <summary>End tags within it don't close what is outside.</summary>
    public static bool IsScope(string name) => Scopes.Contains(name);

    public static bool IsOfTable(string name) => OfTable.Contains(name);

    /// <summary>What an element is that other start tags end.</summary>
    public static ImpliedEnds OwnEnd(string name) => name switch
    {
        "p" => ImpliedEnds.Paragraph,
        "li" => ImpliedEnds.Item,
        "dt" or "dd" => ImpliedEnds.Term,
        "td" or "th" => ImpliedEnds.Cell,
        "tr" => ImpliedEnds.Row,
        "tbody" or "thead" or "tfoot" => ImpliedEnds.Section,
        "option" => ImpliedEnds.Option,
        _ => ImpliedEnds.None,
    };

    /// <summary>What its start tag ends.</summary>
    public static ImpliedEnds EndedBy(string name) => name switch
    {
        "li" => ImpliedEnds.Item | ImpliedEnds.Paragraph,
        "dt" or "dd" => ImpliedEnds.Term | ImpliedEnds.Paragraph,
        "td" or "th" => ImpliedEnds.Cell,
        "tr" => ImpliedEnds.Row | ImpliedEnds.Cell,
        "tbody" or "thead" or "tfoot" => ImpliedEnds.Section | ImpliedEnds.Row | ImpliedEnds.Cell,
        "option" or "optgroup" => ImpliedEnds.Option,
        _ => IsBlock(name) && !WithinParagraph.Contains(name) ? ImpliedEnds.Paragraph : ImpliedEnds.None,
    };

    /// <summary>What is open around an element and can't be ended from within it.</summary>
    public static ImpliedEnds Shielded(string name) => name switch
    {
        "table" => (ImpliedEnds)~0,
        "ul" or "ol" or "menu" or "dir" => ImpliedEnds.Item,
        "dl" => ImpliedEnds.Term,
        _ when IsScope(name) => ImpliedEnds.Paragraph | ImpliedEnds.Item | ImpliedEnds.Term | ImpliedEnds.Option,
        _ => ImpliedEnds.None,
    };

    public static bool IsBlock(string name) => Blocks.Contains(name);

    public static bool IsPreformatted(string name) => Preformatted.Contains(name);

    public static bool IsHidden(string name) => Hidden.Contains(name);

    public static bool IsCell(string name) => name is "td" or "th";

    /// <summary>SVG and MathML: elements there may close themselves.</summary>
    public static bool IsForeign(string name) => name is "svg" or "math";

    public static HtmlParseMode ModeWithin(string name) => Modes.GetValueOrDefault(name, HtmlParseMode.PCData);
}
