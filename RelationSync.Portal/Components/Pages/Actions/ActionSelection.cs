using RelationSync.Domain.Actions;
using RelationSync.Portal.Actions;

namespace RelationSync.Portal.Components.Pages.Actions;

/// <summary>What a person ticked in the list: single actions, of any of its pages, or all that the list means.</summary>
public sealed class ActionSelection
{
    /// <summary>Each with whether it has failed.</summary>
    private readonly Dictionary<Guid, bool> _ticked = [];

    /// <summary>All that the list means, of which only a page is loaded.</summary>
    public bool IsAll { get; private set; }

    public int Count => _ticked.Count;

    /// <summary>Those that may be retried, as far as they are known.</summary>
    public int Failed => _ticked.Values.Count(failed => failed);

    public bool IsEmpty => !IsAll && _ticked.Count == 0;

    public IReadOnlyCollection<Guid> Ids => [.. _ticked.Keys];

    public bool Has(ActionView action) => IsAll || _ticked.ContainsKey(action.Id);

    /// <summary>All of the page, none of it, or (null) some.</summary>
    public bool? Of(IReadOnlyList<ActionView> page) => page.All(Has) ? true : page.Any(Has) ? null : false;

    public void Toggle(ActionView action)
    {
        IsAll = false;
        if (!_ticked.Remove(action.Id))
        {
            _ticked[action.Id] = action.Status == ActionStatusCodes.Failed;
        }
    }

    public void Toggle(IReadOnlyList<ActionView> page)
    {
        var on = Of(page) is not true;
        IsAll = false;
        foreach (var action in page)
        {
            if (on)
            {
                _ticked[action.Id] = action.Status == ActionStatusCodes.Failed;
            }
            else
            {
                _ticked.Remove(action.Id);
            }
        }
    }

    public void All() => IsAll = true;

    public void Clear()
    {
        IsAll = false;
        _ticked.Clear();
    }
}
