using System.Text;

namespace RelationSync.Domain.Events;

/// <summary>Puts the pieces of an HTML document together into lines.</summary>
internal sealed class HtmlTextWriter
{
    private const char NoBreakSpace = '\u00A0';

    private readonly StringBuilder _text = new();

    /// <summary>What stands between the text so far and what comes next: nothing, a space or a tab.</summary>
    private char? _gap;

    private bool _lineIsEmpty = true;
    private bool _lastBreakWasBlock = true;
    private bool _skipLineEnd;

    /// <summary>Text outside <c>pre</c>: white space of any length is one space, and none at the ends of a line.</summary>
    public void Write(string text)
    {
        _skipLineEnd = false;
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _gap ??= ' ';
                continue;
            }

            Append(c);
        }
    }

    /// <summary>Text within <c>pre</c>.</summary>
    public void WriteAsIs(string text)
    {
        foreach (var c in text)
        {
            if (c == '\n')
            {
                if (!_skipLineEnd)
                {
                    EndLine(byBlock: false);
                }
            }
            else if (c != '\r')
            {
                Append(c);
            }

            _skipLineEnd = false;
        }
    }

    /// <summary>A line end that comes next belongs to the tag before it: <c>&lt;pre&gt;</c> LF.</summary>
    public void SkipLineEnd() => _skipLineEnd = true;

    /// <summary><c>br</c>: the first after a block is the block's own line break.</summary>
    public void BreakLine()
    {
        if (_lineIsEmpty && _lastBreakWasBlock)
        {
            _lastBreakWasBlock = false;
            return;
        }

        EndLine(byBlock: false);
    }

    /// <summary>The begin or the end of a block.</summary>
    public void EndBlock()
    {
        _skipLineEnd = false;
        if (!_lineIsEmpty)
        {
            EndLine(byBlock: true);
        }

        _gap = null;
    }

    /// <summary>A cell: set apart from the one before it in its row.</summary>
    public void BeginCell()
    {
        if (!_lineIsEmpty)
        {
            _gap = '\t';
        }
    }

    /// <summary>The whole text. Blank lines at its ends were nobody's words.</summary>
    public string Finish() => _text.ToString().Trim('\n');

    private void Append(char c)
    {
        if (_gap is { } gap && !_lineIsEmpty)
        {
            _text.Append(gap);
        }

        _gap = null;
        _lineIsEmpty = false;
        _text.Append(c == NoBreakSpace ? ' ' : c);
    }

    private void EndLine(bool byBlock)
    {
        _text.Append('\n');
        _gap = null;
        _lineIsEmpty = true;
        _lastBreakWasBlock = byBlock;
    }
}
