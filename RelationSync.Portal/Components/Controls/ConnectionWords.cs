using Microsoft.Extensions.Localization;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Controls;

/// <summary>Name of a connection's condition in texts.</summary>
internal static class ConnectionWords
{
    /// <summary>The org's limit and our own budget have the same name.</summary>
    public static LocalizedString Of(this IStringLocalizer<SharedTexts> texts, ConnectionCondition condition) =>
        texts[$"Shared_Connection_{(condition is ConnectionCondition.BudgetReached ? ConnectionCondition.LimitReached : condition)}"];
}
