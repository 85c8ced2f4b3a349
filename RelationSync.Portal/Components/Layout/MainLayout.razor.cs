using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Components.Controls;

namespace RelationSync.Portal.Components.Layout;

/// <summary>Drawer, bar and the page between them.</summary>
public sealed partial class MainLayout : IDisposable
{
    private MudThemeProvider _theme = null!;
    private ErrorBoundary? _boundary;
    private bool _dark;
    private bool _open;
    private bool _phone;
    private bool _ready;

    [CascadingParameter(Name = "Theme")]
    private string Choice { get; set; } = ThemeChoice.System;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<MainLayout> Logger { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => Navigation.LocationChanged -= OnLocationChanged;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _dark = Choice == ThemeChoice.Dark;
        Navigation.LocationChanged += OnLocationChanged;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        // Asked before anything is drawn, so that nothing jumps or flashes.
        var browser = await Browser.InvokeAsync<BrowserFacts>("relationSync.facts");
        _phone = browser.Width < 600;
        _open = browser.Width >= 1100;
        if (Choice == ThemeChoice.System)
        {
            _dark = browser.Dark;
            await _theme.WatchSystemDarkModeAsync(OnSystemThemeChanged);
        }

        _ready = true;
        StateHasChanged();
    }

    private Task OnSystemThemeChanged(bool dark)
    {
        _dark = dark;
        return InvokeAsync(StateHasChanged);
    }

    private void CloseOnPhone() => _open = _open && !_phone;

    private string Report(Exception failure)
    {
        var number = FailureNumber.New();
        Logger.LogError(failure, "A page failed; its viewer was shown the number {Number}.", number);
        return number;
    }

    private void Recover() => _boundary?.Recover();

    // A page that failed must not stay when another is asked for.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => Recover();

    /// <summary>What only the browser knows.</summary>
    internal sealed record BrowserFacts(bool Dark, int Width);
}
