using Microsoft.AspNetCore.Components;

namespace RelationSync.Portal.Components.Controls;

/// <summary>
/// A labelled field for text. What was typed last is kept here, beside what the page gives: drawn again before the page has
/// heard of it, the field would write an older value over it.
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

    /// <summary>What the field shows.</summary>
    protected string Text { get; private set; } = "";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Value != _known)
        {
            (_known, Text) = (Value, Value);
        }
    }

    protected Task TypeAsync(string? text)
    {
        _known = Text = text ?? "";
        return ValueChanged.InvokeAsync(Text);
    }
}
