using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Components;

namespace RelationSync.Portal.Components.Controls;

/// <summary>
/// Icons as plain markup of the page that shows them, made once and shared by all pages. As a component, each would have frames
/// of its own in every open page.
/// </summary>
internal static class Svg
{
    private static readonly ConcurrentDictionary<(string Shape, string? Class, bool IsSmall), MarkupString> Made = new();

    /// <param name="shape">What is drawn in 24 × 24 units, as MudBlazor's <c>Icons</c> has it; never a value of somebody's.</param>
    /// <param name="class">A class of the stylesheet, such as its color.</param>
    public static MarkupString Icon(string shape, string? @class = null) => Made.GetOrAdd((shape, @class, false), Make);

    /// <inheritdoc cref="Icon"/>
    public static MarkupString SmallIcon(string shape, string? @class = null) => Made.GetOrAdd((shape, @class, true), Make);

    private static MarkupString Make((string Shape, string? Class, bool IsSmall) icon) => new(
        $"""<svg class="{WebUtility.HtmlEncode($"mud-icon-root mud-svg-icon mud-icon-size-{(icon.IsSmall ? "small" : "medium")} {icon.Class}".TrimEnd())}" focusable="false" viewBox="0 0 24 24" aria-hidden="true">{icon.Shape}</svg>""");
}
