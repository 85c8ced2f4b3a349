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

    /// <summary>A block has begun that holds nothing yet but so many <c>br</c>; null: something else came after its beginning.</summary>
    private int? _breaksOnly;

    public void Write(string text, WhiteSpace whiteSpace)
    {
        foreach (var c in text)
        {
            if (c == '\n' && whiteSpace is not WhiteSpace.Collapsed)
            {
                WriteLineEnd();
            }
            else if (c == '\r' && whiteSpace is WhiteSpace.Kept)
            {
                continue;
            }
            else if (c is ' ' or '\t' or '\n' or '\r' or '\f' && whiteSpace is not WhiteSpace.Kept)
            {
                _gap ??= ' ';
            }
            else
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
        _skipLineEnd = false;
        if (_breaksOnly is { } breaks)
        {
            _breaksOnly = breaks + 1;
            return;
        }

        BreakOnce();
    }

    public void BeginBlock()
    {
        FinishBlock();
        _breaksOnly = 0;
    }

    /// <summary>The end of a block: of one that held nothing but <c>br</c>, each of them was a blank line.</summary>
    public void EndBlock()
    {
        if (_breaksOnly is { } breaks)
        {
            _breaksOnly = null;
            for (var i = 0; i < breaks; i++)
            {
                EndLine(byBlock: true);
            }
        }

        FinishBlock();
    }

    /// <summary>A cell: set apart from the one before it in its row.</summary>
    public void BeginCell()
    {
        _skipLineEnd = false;
        if (!_lineIsEmpty)
        {
            _gap = '\t';
        }
    }

    /// <summary>The whole text. Blank lines at its ends were nobody's words.</summary>
    public string Finish() => _text.ToString().Trim('\n');

    /// <summary>White space that is kept begins a line as it does any other place.</summary>
    private void WriteLineEnd()
    {
        if (!_skipLineEnd)
        {
            HoldMore();
            EndLine(byBlock: false);
        }
    }

    private void FinishBlock()
    {
        _skipLineEnd = false;
        HoldMore();
        if (!_lineIsEmpty)
        {
            EndLine(byBlock: true);
        }

        _gap = null;
    }

    /// <summary>The block holds more than <c>br</c>: those at its beginning count as they do anywhere.</summary>
    private void HoldMore()
    {
        for (var breaks = _breaksOnly ?? 0; breaks > 0; breaks--)
        {
            BreakOnce();
        }

        _breaksOnly = null;
    }

    private void BreakOnce()
    {
        if (_lineIsEmpty && _lastBreakWasBlock)
        {
            _lastBreakWasBlock = false;
            return;
        }

        EndLine(byBlock: false);
    }

    private void Append(char c)
    {
        HoldMore();
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
