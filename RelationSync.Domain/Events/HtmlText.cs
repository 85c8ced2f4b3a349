using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace RelationSync.Domain.Events;

/// <summary>
/// The text of an HTML body (R-M7), much as a browser would copy it: white space collapses unless <c>pre</c> or an inline
/// style keeps it, list items and table rows are lines, cells are set apart by a tab, what isn't displayed vanishes. A block
/// element and <c>br</c> give one line break and never a blank line of their own; a block that holds nothing but a
/// <c>br</c>, and two <c>br</c> in a row, do.
/// </summary>
/// <remarks>
/// Reads tokens and builds no tree: a tree takes time that grows with the square of the nesting, and bodies come from
/// anywhere. So it takes linear time and constant stack, whatever it is given.
/// </remarks>
public static class HtmlText
{
    private const string HiddenAttribute = "hidden";
    private const string StyleAttribute = "style";

    /// <summary>The text, with LF line ends, without blank lines at either end.</summary>
    public static string Of(string html)
    {
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver)
        {
            // The others say nothing here, and comparing a great many of one tag with each other is slow.
            ShouldEmitAttribute = (ref _, name) => name.Span is HiddenAttribute or StyleAttribute,
            SkipComments = true,
        };
        var walk = new Walk(tokenizer);
        while (walk.Take(tokenizer.Get()))
        {
        }

        return walk.Text;
    }

    private sealed class Walk
    {
        private readonly HtmlTokenizer _tokenizer;
        private readonly HtmlTextWriter _writer = new();
        private readonly OpenElements _open;

        public Walk(HtmlTokenizer tokenizer)
        {
            _tokenizer = tokenizer;
            _open = new OpenElements(Closed);
        }

        public string Text => _writer.Finish();

        /// <summary>False at the end.</summary>
        public bool Take(HtmlToken token)
        {
            switch (token.Type)
            {
                case HtmlTokenType.StartTag:
                    Begin((HtmlTagToken)token);
                    break;
                case HtmlTokenType.EndTag:
                    End(token.Name);
                    break;
                case HtmlTokenType.Character when !_open.Top.IsHidden:
                    _writer.Write(token.Data, _open.Top.WhiteSpace);
                    break;
                default:
                    break;
            }

            return token.Type != HtmlTokenType.EndOfFile;
        }

        private void Begin(HtmlTagToken tag)
        {
            var name = tag.Name;
            _open.MakeWayFor(name);
            var style = tag.GetAttribute(StyleAttribute) is { Length: > 0 } text ? InlineStyle.Of(text) : default;
            var isHidden = HtmlElements.IsHidden(name) || !(style.IsDisplayed ?? !tag.Attributes.Exists(a => a.Name == HiddenAttribute));
            var isForeign = HtmlElements.IsForeign(name);
            var isEmpty = HtmlElements.IsVoid(name) || (tag.IsSelfClosing && (_open.Top.IsForeign || isForeign));
            if (!isHidden && !_open.Top.IsHidden)
            {
                BeginLine(name);
            }

            if (isEmpty)
            {
                return;
            }

            var isPreformatted = HtmlElements.IsPreformatted(name);
            _open.Push(name, isHidden, style.WhiteSpace ?? (isPreformatted ? WhiteSpace.Kept : _open.Top.WhiteSpace), isForeign);
            if (isPreformatted)
            {
                _writer.SkipLineEnd();
            }

            var mode = HtmlElements.ModeWithin(name);
            if (mode != HtmlParseMode.PCData)
            {
                _tokenizer.State = mode;
            }
        }

        private void BeginLine(string name)
        {
            if (name == "br")
            {
                _writer.BreakLine();
            }
            else if (HtmlElements.IsCell(name))
            {
                _writer.BeginCell();
            }
            else if (HtmlElements.IsBlock(name))
            {
                _writer.BeginBlock();
            }
        }

        private void End(string name)
        {
            // What follows the end of the body still belongs to it.
            var closed = name is not ("body" or "html") && _open.Close(name);
            if (!closed && HtmlElements.IsBlock(name) && !_open.Top.IsHidden)
            {
                _writer.EndBlock();
            }
        }

        private void Closed(OpenElement element)
        {
            if (element is { IsBlock: true, IsHidden: false })
            {
                _writer.EndBlock();
            }
        }
    }
}
