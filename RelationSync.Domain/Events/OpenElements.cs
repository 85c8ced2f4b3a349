namespace RelationSync.Domain.Events;

/// <summary>
/// The elements that are open at a place of an HTML document, closed as a browser would where their end tags are missing.
/// Every step takes constant time for each element that it opens or closes.
/// </summary>
internal sealed class OpenElements(Action<OpenElement> closed)
{
    private static readonly OpenElement Root = new("", false, WhiteSpace.Collapsed, false, false, ImpliedEnds.None, -1, -1);

    private readonly List<OpenElement> _stack = [];
    private readonly Dictionary<string, Stack<int>> _places = new(StringComparer.Ordinal);

    /// <summary>The innermost one, or a stand-in for none.</summary>
    public OpenElement Top => _stack.Count == 0 ? Root : _stack[^1];

    /// <summary>Closes what the start of that element ends: an open <c>p</c>, the list item or cell before.</summary>
    public void MakeWayFor(string name)
    {
        var ends = HtmlElements.EndedBy(name);
        while ((Top.Open & ends) != 0)
        {
            Pop();
        }
    }

    public void Push(string name, bool isHidden, WhiteSpace whiteSpace, bool isForeign)
    {
        var (outer, place) = (Top, _stack.Count);
        var isTable = name == "table";
        _stack.Add(new OpenElement(
            name,
            outer.IsHidden || isHidden,
            whiteSpace,
            outer.IsForeign || isForeign,
            HtmlElements.IsBlock(name),
            (outer.Open & ~HtmlElements.Shielded(name)) | HtmlElements.OwnEnd(name),
            isTable || HtmlElements.IsScope(name) ? place : outer.Scope,
            isTable ? place : outer.Table));
        if (!_places.TryGetValue(name, out var places))
        {
            _places.Add(name, places = []);
        }

        places.Push(place);
    }

    /// <summary>Closes the innermost element of that name and all within it; false where none is open there.</summary>
    public bool Close(string name)
    {
        var least = name == "table" ? -1 : HtmlElements.IsOfTable(name) ? Top.Table : HtmlElements.IsScope(name) ? -1 : Top.Scope;
        if (!_places.TryGetValue(name, out var places) || places.Count == 0 || places.Peek() <= least)
        {
            return false;
        }

        for (var place = places.Peek(); _stack.Count > place;)
        {
            Pop();
        }

        return true;
    }

    private void Pop()
    {
        var element = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        _places[element.Name].Pop();
        closed(element);
    }
}

/// <summary>An open element.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="IsHidden">It isn't displayed, or is in one that isn't.</param>
/// <param name="WhiteSpace">What becomes of white space in it.</param>
/// <param name="IsForeign">It is of SVG or MathML.</param>
/// <param name="IsBlock">It begins and ends a line.</param>
/// <param name="Open">What is open, it included, that another start tag would end.</param>
/// <param name="Scope">Place of the innermost element that end tags within it don't reach out of, or -1.</param>
/// <param name="Table">Place of the innermost table, or -1.</param>
internal readonly record struct OpenElement(
    string Name, bool IsHidden, WhiteSpace WhiteSpace, bool IsForeign, bool IsBlock, ImpliedEnds Open, int Scope, int Table);

/// <summary>Elements that end where another one begins.</summary>
[Flags]
internal enum ImpliedEnds
{
    None = 0,
    Paragraph = 1,
    Item = 2,
    Term = 4,
    Cell = 8,
    Row = 16,
    Section = 32,
    Option = 64,
}
