using Microsoft.AspNetCore.Components;

namespace RelationSync.Portal.Components.Controls;

/// <summary>
/// A part of a live page that is drawn again only when what it is given differs by value: a push that concerns another
/// part costs it nothing, and nothing in it moves. Lists that it is given compare by their items (<c>ValueList</c>).
/// </summary>
public abstract class QuietPart : ComponentBase
{
    private IReadOnlyDictionary<string, object?>? _given;

    /// <inheritdoc/>
    public override Task SetParametersAsync(ParameterView parameters)
    {
        var given = parameters.ToDictionary();
        if (_given is { } before && given.Count == before.Count && given.All(p => before.TryGetValue(p.Key, out var value) && Equals(value, p.Value)))
        {
            return Task.CompletedTask;
        }

        _given = given!;
        return base.SetParametersAsync(parameters);
    }
}
