using RelationSync.Portal.Actions;

namespace RelationSync.Portal.Components.Pages.Actions;

/// <summary>How the list is sorted.</summary>
/// <param name="Sort">By what.</param>
/// <param name="Descending">The other way round.</param>
/// <param name="HrefOf">The list's address sorted by that, the other way round or not.</param>
/// <param name="IsFree">Whether it may be sorted by anything; else by the order of arrival alone.</param>
public sealed record ListOrder(ActionSort Sort, bool Descending, Func<ActionSort, bool, string> HrefOf, bool IsFree);
