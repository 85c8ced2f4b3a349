using Microsoft.Extensions.Localization;
using MudBlazor;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Controls;

/// <summary>
/// What MudBlazor says by itself, mostly to screen readers, in the viewer's language: <c>Shared_MudInput_Clear</c> and the like.
/// A text of a component that we don't use stays MudBlazor's.
/// </summary>
internal sealed class MudTexts(IStringLocalizer<SharedTexts> texts) : MudLocalizer
{
    /// <inheritdoc/>
    public override LocalizedString this[string key] => texts[$"Shared_{key}"];

    /// <inheritdoc/>
    public override LocalizedString this[string key, params object[] arguments] => texts[$"Shared_{key}", arguments];
}
