using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.ErrorLog;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>Asks before actions stay without an Event: names some, and presets no.</summary>
public sealed partial class SettleConfirm
{
    private const int MostNamed = 5;

    private readonly List<string> _names = [];
    private ElementReference _no;
    private string _reason = "";

    /// <summary>What was chosen.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<GroupChoice> Choice { get; set; }

    /// <summary>Actions of it that have no Event.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    /// <summary>With the reason, which may be empty.</summary>
    [Parameter]
    public EventCallback<string> OnConfirm { get; set; }

    /// <summary>Where the entries are looked for.</summary>
    [Parameter, EditorRequired]
    public required ErrorLogFilter Filter { get; set; }

    [Inject]
    private ListErrorEntries Query { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        foreach (var part in Choice)
        {
            var page = await Query.RunAsync(Filter, part.Key, null, CancellationToken.None);
            _names.AddRange(page.Items
                .Where(e => e.ActionId is not null && part.Seqs.Contains(e.Seq) != part.All)
                .Select(e => $"{Subjects.Of(e.Channel, e.Subject)} · {e.Inbox.Name}")
                .Take(MostNamed - _names.Count));
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _no.FocusAsync();
        }
    }
}
