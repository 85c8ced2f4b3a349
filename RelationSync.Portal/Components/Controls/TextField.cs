using Microsoft.AspNetCore.Components;

namespace RelationSync.Portal.Components.Controls;

/// <summary>
/// A labelled field for text. Keeps what was typed last beside the page's value: a render before the page knows of it would
/// write an older value into the field. A value that the page changes replaces it.
/// </summary>
public abstract class TextField : ComponentBase
{
    private string? _known;

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string Value { get; set; } = "";

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>What is wrong with it; replaces the hint.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>Further attributes of the input itself, like its test id.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Input { get; set; }

    /// <summary>Current text of the field.</summary>
    protected string Text { get; private set; } = "";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Value != _known)
        {
            (_known, Text) = (Value, Value);
        }
    }

    /// <summary>Takes what was typed, and passes it to the page.</summary>
    protected Task TypeAsync(string? text)
    {
        _known = Text = text ?? "";
        return ValueChanged.InvokeAsync(Text);
    }
}
