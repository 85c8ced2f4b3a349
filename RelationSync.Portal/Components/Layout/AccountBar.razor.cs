using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using RelationSync.Portal.Accounts;

namespace RelationSync.Portal.Components.Layout;

/// <summary>Language, theme and sign-out.</summary>
public sealed partial class AccountBar : IDisposable
{
    [CascadingParameter(Name = "Theme")]
    private string Choice { get; set; } = ThemeChoice.System;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string ThemeLabel => L[$"Layout_Theme_{Choice}"];

    private string ThemeIcon => Choice switch
    {
        ThemeChoice.Light => Icons.Material.Outlined.LightMode,
        ThemeChoice.Dark => Icons.Material.Outlined.DarkMode,
        _ => Icons.Material.Outlined.Contrast,
    };

    /// <inheritdoc/>
    public void Dispose() => Navigation.LocationChanged -= OnLocationChanged;

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    private string To(string endpoint) =>
        $"{endpoint}?returnUrl={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}";

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => StateHasChanged();
}
