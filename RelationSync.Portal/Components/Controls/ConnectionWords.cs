using Microsoft.Extensions.Localization;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Controls;

/// <summary>What a connection's condition is called, on its chip and wherever else it is named.</summary>
internal static class ConnectionWords
{
    /// <summary>A limit is called the same, whoever set it.</summary>
    public static LocalizedString Of(this IStringLocalizer<SharedTexts> texts, ConnectionCondition condition) =>
        texts[$"Shared_Connection_{(condition is ConnectionCondition.BudgetReached ? ConnectionCondition.LimitReached : condition)}"];
}
