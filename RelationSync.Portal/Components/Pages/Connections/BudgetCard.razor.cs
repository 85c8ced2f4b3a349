using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using CallBudget = RelationSync.Domain.Sync.CallBudget;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>What a connection has used of its own API budget and of the org's limit; administrators change the budget in place.</summary>
public sealed partial class BudgetCard
{
    private const string DefaultPercent = "50";

    private bool _editing;
    private bool _limited;
    private string _percent = DefaultPercent;
    private CommandFault? _fault;

    [Parameter, EditorRequired]
    public required ConnectionView Connection { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private SetApiBudget Budgets { get; set; } = null!;

    private BudgetView Budget => Connection.Budget;

    private string Text => Budget switch
    {
        { Percent: null } => L["Connections_Budget_None"],
        { Percent: { } percent, Allowed: null } => L["Connections_Budget_NotKnown", percent],
        { Percent: { } percent } => L["Connections_Budget_Text", percent],
    };

    private int? Percent => int.TryParse(_percent, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 100 ? percent : null;

    private string Hint => CallBudget.Allowed(Percent, Connection.Org.ApiMax) is { } calls
        ? L["Connections_Budget_Means", calls]
        : L["Connections_Budget_PercentHint"];

    private void Edit()
    {
        _limited = Budget.Percent is not null;
        _percent = Budget.Percent?.ToString(CultureInfo.InvariantCulture) ?? DefaultPercent;
        (_fault, _editing) = (null, true);
    }

    private async Task SaveAsync()
    {
        if (_limited && Percent is null)
        {
            _fault = CommandFault.BudgetInvalid;
            return;
        }

        _fault = await Budgets.RunAsync((await Viewer).User, Connection.Id, _limited ? Percent : null, CancellationToken.None);
        _editing = _fault is not null;
    }
}
