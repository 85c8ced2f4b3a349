using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>After how long a silence somebody is told: never, one of the usual times, or any within the bounds.</summary>
public sealed partial class SilenceForm
{
    internal const string Off = "off";
    internal const string Other = "other";

    private static readonly string[] Usual = ["15", "60", "240", "1440", "4320", "10080"];
    private static readonly string[] Choices = [Off, .. Usual, Other];

    private string? _choice;
    private string _amount = "";
    private SilenceUnit _unit = SilenceUnit.Hours;
    private bool _saved;
    private CommandFault? _fault;

    [Parameter, EditorRequired]
    public required InboxView Inbox { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private SetSilenceAlert Alert { get; set; } = null!;

    private string Choice => _choice ?? ChoiceOf(Inbox.SilentAfter);

    /// <summary>A length in its largest whole unit: 90 minutes, 2 hours, 3 days.</summary>
    public static string Words(IStringLocalizer<InboxesTexts> texts, TimeSpan after)
    {
        var unit = UnitOf(after);
        return texts[$"Inboxes_Silence_Of_{unit}", (int)after.TotalMinutes / (int)unit];
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (Inbox.SilentAfter is { } after)
        {
            _unit = UnitOf(after);
            _amount = ((int)after.TotalMinutes / (int)_unit).ToString(CultureInfo.InvariantCulture);
        }
    }

    private void Pick(string choice) => (_choice, _fault, _saved) = (choice, null, false);

    private async Task SaveAsync()
    {
        TimeSpan? after = Choice switch
        {
            Off => null,
            Other => TimeSpan.FromMinutes(int.TryParse(_amount, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? (long)amount * (int)_unit : 0),
            var usual => TimeSpan.FromMinutes(int.Parse(usual, CultureInfo.InvariantCulture)),
        };
        _fault = await Alert.RunAsync((await Viewer).User, Inbox.Id, after, CancellationToken.None);
        _saved = _fault is null;
    }

    private static string ChoiceOf(TimeSpan? after) =>
        after is not { } length ? Off
        : Usual.FirstOrDefault(u => u == ((int)length.TotalMinutes).ToString(CultureInfo.InvariantCulture)) ?? Other;

    private static SilenceUnit UnitOf(TimeSpan after) =>
        (int)after.TotalMinutes % (int)SilenceUnit.Days == 0 ? SilenceUnit.Days
        : (int)after.TotalMinutes % (int)SilenceUnit.Hours == 0 ? SilenceUnit.Hours
        : SilenceUnit.Minutes;
}
