using RelationSync.Portal.ErrorLog;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>Causes whose rows are shown.</summary>
internal sealed class OpenCauses
{
    private readonly HashSet<ErrorGroupKey> _open = [];
    private bool _begun;
    private string? _code;

    public bool Has(ErrorGroup cause) => _open.Contains(cause.Key);

    /// <summary>Shows the one cause that the URL names; else, once, the first: one that comes to the top later must not push the page about.</summary>
    public void Begin(ErrorLogView view, string? code)
    {
        if (code is not null && code != _code)
        {
            _code = code;
            _open.UnionWith(view.Groups.Select(g => g.Key));
        }
        else if (!_begun && view.Groups.Count > 0)
        {
            _begun = true;
            _open.Add((view.WithoutEvent.FirstOrDefault() ?? view.OfConnections.FirstOrDefault() ?? view.Groups[0]).Key);
        }
    }

    public void Toggle(ErrorGroupKey cause)
    {
        if (!_open.Remove(cause))
        {
            _open.Add(cause);
        }
    }

    /// <summary>Shows the rows of all; asked again, hides them.</summary>
    public void ToggleAll(IReadOnlyList<ErrorGroup> causes)
    {
        if (causes.All(Has))
        {
            _open.ExceptWith(causes.Select(c => c.Key));
        }
        else
        {
            _open.UnionWith(causes.Select(c => c.Key));
        }
    }
}
