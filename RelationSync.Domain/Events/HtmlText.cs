using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace RelationSync.Domain.Events;

/// <summary>
/// The text of an HTML body (R-M7), much as a browser would copy it: white space collapses but in <c>pre</c>, list items
/// and table rows are lines, cells are set apart by a tab. A block element and <c>br</c> give one line break and never
/// a blank line of their own; two <c>br</c> in a row do.
/// </summary>
/// <remarks>
/// Reads tokens and builds no tree: a tree takes time that grows with the square of the nesting, and bodies come from
/// anywhere. So it takes linear time and constant stack, whatever it is given.
/// </remarks>
public static class HtmlText
{
    /// <summary>The text, with LF line ends, without blank lines at either end.</summary>
    public static string Of(string html)
    {
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver)
        {
            // Attributes say nothing here, and comparing a great many of one tag with each other is slow.
            ShouldEmitAttribute = (ref _, _) => false,
            SkipComments = true,
        };
        var walk = new Walk(tokenizer);
        while (walk.Take(tokenizer.Get()))
        {
        }

        return walk.Text;
    }

    private sealed class Walk(HtmlTokenizer tokenizer)
    {
        private readonly HtmlTextWriter _writer = new();
        private int _templates;
        private int _preformatted;
        private int _foreign;
        private string? _rawElement;

        public string Text => _writer.Finish();

        /// <summary>False at the end.</summary>
        public bool Take(HtmlToken token)
        {
            switch (token.Type)
            {
                case HtmlTokenType.StartTag:
                    Begin(token.Name, (token as HtmlTagToken)?.IsSelfClosing == true && _foreign > 0);
                    break;
                case HtmlTokenType.EndTag:
                    End(token.Name);
                    break;
                case HtmlTokenType.Character when IsShown:
                    Write(token.Data);
                    break;
                default:
                    break;
            }

            return token.Type != HtmlTokenType.EndOfFile;
        }

        private bool IsShown => _templates == 0 && (_rawElement is null || !HtmlElements.IsHidden(_rawElement));

        private void Begin(string name, bool isEmpty)
        {
            if (name == "template")
            {
                _templates += isEmpty ? 0 : 1;
                return;
            }

            Break(name);
            if (isEmpty)
            {
                return;
            }

            _foreign += HtmlElements.IsForeign(name) ? 1 : 0;
            if (HtmlElements.IsPreformatted(name))
            {
                _preformatted++;
                _writer.SkipLineEnd();
            }

            var mode = HtmlElements.ModeWithin(name);
            if (mode != HtmlParseMode.PCData)
            {
                _rawElement = name;
                tokenizer.State = mode;
            }
        }

        private void End(string name)
        {
            if (name == _rawElement)
            {
                _rawElement = null;
            }

            if (name == "template")
            {
                _templates = Math.Max(0, _templates - 1);
                return;
            }

            _foreign = Math.Max(0, _foreign - (HtmlElements.IsForeign(name) ? 1 : 0));
            _preformatted = Math.Max(0, _preformatted - (HtmlElements.IsPreformatted(name) ? 1 : 0));
            if (name != "br" && !HtmlElements.IsCell(name))
            {
                Break(name);
            }
        }

        private void Break(string name)
        {
            if (_templates > 0)
            {
                return;
            }

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
                _writer.EndBlock();
            }
        }

        private void Write(string text)
        {
            if (_preformatted > 0)
            {
                _writer.WriteAsIs(text);
            }
            else
            {
                _writer.Write(text);
            }
        }
    }
}
