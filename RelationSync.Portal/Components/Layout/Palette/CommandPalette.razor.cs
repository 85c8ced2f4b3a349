using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using RelationSync.Portal.Components.Controls;

namespace RelationSync.Portal.Components.Layout.Palette;

/// <summary>One key to go or to do: pages, inboxes, actions by id or subject, and the commands that the person may run.</summary>
public sealed partial class CommandPalette : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private ElementReference _dialog;
    private IReadOnlyList<PaletteItem> _items = [];
    private PaletteItem? _asked;
    private string _typed = "";
    private string _said = "";
    private string? _failure;
    private Task _finding = Task.CompletedTask;
    private int _at;
    private int _reading;
    private bool _found;
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState> Session { get; set; } = null!;

    [Inject]
    private PaletteItems Items { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ISnackbar Messages { get; set; } = null!;

    [Inject]
    private ILogger<CommandPalette> Logger { get; set; } = null!;

    /// <summary>What is said of the list; null until there is one.</summary>
    private string? Status => (_failure, _found, _items.Count) switch
    {
        ({ } failure, _, _) => failure,
        (null, false, _) => null,
        (null, true, 0) when !_busy => L["Layout_Palette_None"],
        (_, _, var count) => L["Layout_Palette_Count", count],
    };

    private PaletteItem? Chosen => _at < _items.Count ? _items[_at] : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    /// <summary>The browser has opened it, and its field is empty.</summary>
    private Task OpenAsync()
    {
        (_asked, _said) = (null, "");
        return _finding = FindAsync();
    }

    private Task TypeAsync(string? typed)
    {
        _typed = typed ?? "";
        _asked = null;
        return _finding = FindAsync();
    }

    /// <summary>The list stays until the next is there.</summary>
    private async Task FindAsync()
    {
        var reading = ++_reading;
        var (items, failure) = ((IReadOnlyList<PaletteItem>)[], (string?)null);
        try
        {
            items = await Items.FindAsync((await Session).User, _typed, _end.Token);
        }
        catch (Exception e) when (!_end.IsCancellationRequested)
        {
            failure = Report(e);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (reading == _reading)
        {
            (_items, _at, _failure, _found) = (items, 0, failure, true);
            StateHasChanged();
        }
    }

    /// <summary>The palette is outside the page's error boundary: an exception here would end the whole circuit.</summary>
    private string Report(Exception failure)
    {
        var number = FailureNumber.New();
        Logger.LogError(failure, "The palette failed; its viewer was shown the number {Number}.", number);
        return L["Layout_Palette_Failed", number];
    }

    // An Enter that ends a conversion of Japanese input chooses nothing.
    private async Task KeyAsync(KeyboardEventArgs e)
    {
        if (e.IsComposing)
        {
            return;
        }

        if (e.Key == "Enter")
        {
            // Of what was typed, not of the list before it.
            await _finding;
        }

        if (_items.Count == 0)
        {
            return;
        }

        switch (e.Key)
        {
            case "ArrowDown":
                _at = (_at + 1) % _items.Count;
                break;
            case "ArrowUp":
                _at = (_at + _items.Count - 1) % _items.Count;
                break;
            case "Enter" when Chosen is { } chosen:
                await ChooseAsync(chosen, e.CtrlKey || e.MetaKey);
                break;
        }
    }

    private async Task ChooseAsync(PaletteItem item, bool newTab)
    {
        if (item.Run is not null)
        {
            _asked = item;
            return;
        }

        await CloseAsync();
        if (newTab)
        {
            await Browser.InvokeVoidAsync("open", item.Href, "_blank", "noopener");
        }
        else
        {
            Navigation.NavigateTo(item.Href!, forceLoad: item.IsDownload);
        }
    }

    private async Task DoAsync(PaletteItem item)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            _said = await item.Run!();
        }
        catch (Exception e)
        {
            _said = Report(e);
        }
        finally
        {
            _busy = false;
        }

        Messages.Add(_said);
        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        Closed();
        await Browser.InvokeVoidAsync("relationSync.closeDialog", _dialog);
    }

    private void Closed() => (_items, _asked, _failure, _found) = ([], null, null, false);
}
