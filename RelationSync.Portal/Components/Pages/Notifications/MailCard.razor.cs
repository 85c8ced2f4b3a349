using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Components.Pages.Notifications;

/// <summary>How mails are sent and to whom. What was entered stays while it isn't saved, whatever is pushed meanwhile.</summary>
public sealed partial class MailCard
{
    private static readonly SmtpSecurity[] Securities = [SmtpSecurity.StartTls, SmtpSecurity.Tls, SmtpSecurity.None];

    private MailForm? _edit;
    private bool _saved;
    private bool _busy;
    private DateTimeOffset? _testedAt;
    private CommandFault? _testFault;

    [Parameter, EditorRequired]
    public required MailForm Mail { get; set; }

    [Parameter]
    public bool HasPassword { get; set; }

    /// <summary>Where a test's outcome is found.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DeliveryView> Deliveries { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private SaveMail Save { get; set; } = null!;

    [Inject]
    private TestChannel Test { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private MailForm Form => _edit ?? Mail;

    private IReadOnlyList<CommandFault> Faults { get; set; } = [];

    private string? RecipientsFault =>
        Text(CommandFault.RecipientsMissing, CommandFault.RecipientInvalid, CommandFault.RecipientsTooMany);

    private IEnumerable<DeliveryView> Tests =>
        _testedAt is { } at ? Deliveries.Where(d => d.IsTest && d.Channel is DeliveryChannel.Mail && d.CreatedAt >= at).Reverse() : [];

    private void Edit(MailForm form) => (_edit, _saved) = (form, false);

    private async Task SaveAsync()
    {
        _busy = true;
        Faults = (await Save.RunAsync((await Viewer).User, Form, CancellationToken.None)).Faults;
        _saved = Faults.Count == 0;
        if (_saved)
        {
            await OnSaved.InvokeAsync();
            _edit = null;
        }

        _busy = false;
    }

    private async Task TestAsync()
    {
        (_busy, _testedAt) = (true, Time.GetUtcNow());
        _testFault = await Test.MailAsync((await Viewer).User, CancellationToken.None);
        _busy = false;
    }

    private string? Text(params ReadOnlySpan<CommandFault> faults)
    {
        foreach (var fault in faults)
        {
            if (Faults.Contains(fault))
            {
                return CommandFaultTexts.Of(fault);
            }
        }

        return null;
    }
}
